"""The addresses of rounds, reviews and the view across areas."""

from django.urls import URLPattern, URLResolver, path

from reviews.views import detail, lists, overview

urlpatterns: list[URLPattern | URLResolver] = [
    path("overview/", overview.Overview.as_view(), name="overview"),
    path("reviews/", lists.MyReviews.as_view(), name="my-reviews"),
    path("areas/<slug:slug>/reviews/", lists.AreaReviews.as_view(), name="area-reviews"),
    path("reviews/<int:year>/<slug:slug>/", detail.ReviewDetail.as_view(), name="review-detail"),
]
