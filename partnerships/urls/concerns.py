"""The addresses of concerns: raising one, looking after one, and who does.

Neither the area nor the code of a concern is in an address that is posted to.
"""

from django.urls import URLPattern, URLResolver, include, path

from partnerships.views import (
    concern_codes,
    concern_handlers,
    concerns,
    handing_on,
    handling,
    looking_into,
    raising,
)

CONCERN = [
    path("", concerns.ConcernDetail.as_view(), name="concern-detail"),
    path("acknowledge/", handling.ConcernAcknowledge.as_view(), name="concern-acknowledge"),
    path("note/", handling.ConcernNote.as_view(), name="concern-note"),
    path("sides/", handling.ConcernSides.as_view(), name="concern-sides"),
    path("reviewer/", handling.ConcernReviewer.as_view(), name="concern-reviewer"),
    path("propose/", handling.ConcernPropose.as_view(), name="concern-propose"),
    path("close/", handling.ConcernClose.as_view(), name="concern-close"),
    path("files/<int:pk>/", concerns.ConcernFileDownload.as_view(), name="concern-file"),
    path("code/", looking_into.ConcernGiveCode.as_view(), name="concern-give-code"),
    path("open-again/", handling.ConcernReopen.as_view(), name="concern-reopen"),
    path("hand-on/", handing_on.ConcernHandOn.as_view(), name="concern-hand-on"),
    path("step-back/", handing_on.ConcernStepBack.as_view(), name="concern-step-back"),
    path("erase/", handling.ConcernErase.as_view(), name="concern-erase"),
]

# Beside the concerns, whose addresses the log leaves out.
HANDLERS = [
    path("", concern_handlers.ConcernHandlers.as_view(), name="concern-handlers"),
    path("add/", concern_handlers.ConcernHandlerAdd.as_view(), name="concern-handler-add"),
    path("<int:pk>/end/", concern_handlers.ConcernHandlerEnd.as_view(), name="concern-handler-end"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("concern/", raising.ConcernStart.as_view(), name="concern-start"),
    path("concern/tell/", raising.ConcernTell.as_view(), name="concern-tell"),
    path("concern/follow/", concern_codes.ConcernFollow.as_view(), name="concern-follow"),
    path("concern/look-into/", looking_into.ConcernLookInto.as_view(), name="concern-look-into"),
    path("concerns/", concerns.ConcernList.as_view(), name="concern-list"),
    path("concerns/<slug:reference>/", include(CONCERN)),
    path("concern-handlers/", include(HANDLERS)),
]
