"""The addresses of decisions: screening, recording, the meetings that take them and their quorum."""

from django.urls import URLPattern, URLResolver, include, path

from partnerships.views import decided, deciding, decisions, later, meetings, quorums, screening

DECISIONS = [
    path("", decisions.DecisionList.as_view(), name="decision-list"),
    path("add/", deciding.DecisionAdd.as_view(), name="decision-add"),
    path("screen/", screening.Screen.as_view(), name="decision-screen"),
    path("screen/result/", screening.Screened.as_view(), name="decision-screened"),
    path("<int:pk>/", decisions.DecisionDetail.as_view(), name="decision-detail"),
    path("<int:pk>/change/", decided.DecisionChange.as_view(), name="decision-change"),
    path("<int:pk>/mistake/", decided.DecisionMistake.as_view(), name="decision-mistake"),
    path("<int:decision>/later/add/", later.LaterAdd.as_view(), name="later-add"),
    path("<int:decision>/later/<int:pk>/", later.LaterChange.as_view(), name="later-change"),
    path(
        "<int:decision>/later/<int:pk>/mistake/", later.LaterMistake.as_view(), name="later-mistake"
    ),
]

MEETINGS = [
    path("", meetings.MeetingList.as_view(), name="meeting-list"),
    path("add/", meetings.MeetingAdd.as_view(), name="meeting-add"),
    path("<int:pk>/", meetings.MeetingDetail.as_view(), name="meeting-detail"),
    path("<int:pk>/change/", meetings.MeetingChange.as_view(), name="meeting-change"),
    path("<int:pk>/minutes/", meetings.MinutesDownload.as_view(), name="meeting-minutes-file"),
    path("<int:pk>/minutes/attach/", meetings.MinutesAttach.as_view(), name="minutes-attach"),
    path("<int:pk>/mistake/", meetings.MeetingMistake.as_view(), name="meeting-mistake"),
]

QUORUM = [
    path("", quorums.QuorumList.as_view(), name="quorum-list"),
    path("add/", quorums.QuorumAdd.as_view(), name="quorum-add"),
    path("<int:pk>/change/", quorums.QuorumChange.as_view(), name="quorum-change"),
    path("<int:pk>/mistake/", quorums.QuorumMistake.as_view(), name="quorum-mistake"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("areas/<slug:slug>/decisions/", include(DECISIONS)),
    path("areas/<slug:slug>/meetings/", include(MEETINGS)),
    path("areas/<slug:slug>/quorum/", include(QUORUM)),
]
