"""The addresses of the post."""

from django.urls import path

from biglocal.post import views

urlpatterns = [
    path("", views.PostList.as_view(), name="post-list"),
    path("samples/", views.PostSamples.as_view(), name="post-samples"),
    path("samples/<slug:kind>/", views.PostSample.as_view(), name="post-sample"),
    path("samples/<slug:kind>/html/", views.PostSampleHtml.as_view(), name="post-sample-html"),
    path("<int:pk>/", views.PostMessage.as_view(), name="post-message"),
    path("<int:pk>/html/", views.PostHtml.as_view(), name="post-html"),
    path("<int:pk>/try-again/", views.PostRetry.as_view(), name="post-retry"),
]
