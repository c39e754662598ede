"""The addresses of rounds, reviews and the view across areas."""

from django.urls import URLPattern, URLResolver, path

from reviews.views import check, detail, lists, members, overview, plans, questions

urlpatterns: list[URLPattern | URLResolver] = [
    path("overview/", overview.Overview.as_view(), name="overview"),
    path("reviews/", lists.MyReviews.as_view(), name="my-reviews"),
    path("areas/<slug:slug>/reviews/", lists.AreaReviews.as_view(), name="area-reviews"),
    path("reviews/<int:year>/<slug:slug>/", detail.ReviewDetail.as_view(), name="review-detail"),
    path(
        "reviews/<int:year>/<slug:slug>/members/",
        members.ReviewMembers.as_view(),
        name="review-members",
    ),
    path(
        "reviews/<int:year>/<slug:slug>/questions/<slug:question>/",
        questions.ReviewQuestion.as_view(),
        name="review-question",
    ),
    path(
        "reviews/<int:year>/<slug:slug>/actions/<slug:breach>/",
        plans.ReviewAction.as_view(),
        name="review-action",
    ),
    path("reviews/<int:year>/<slug:slug>/check/", check.ReviewCheck.as_view(), name="review-check"),
    path(
        "reviews/<int:year>/<slug:slug>/submitted/",
        check.ReviewSubmitted.as_view(),
        name="review-submitted",
    ),
]
