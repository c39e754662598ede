"""The addresses of running the programme, and of what all of its areas share."""

from django.urls import URLPattern, URLResolver, include, path

from partnerships.views import (
    accounts,
    editions,
    finding_organisations,
    looking_after,
    merging_organisations,
    organisations,
    programme_areas,
    support,
    users,
    waivers,
)

# Running the programme: the days of an area, who looks after it, and who signs in.
SETTINGS = [
    path("", programme_areas.AreaSettings.as_view(), name="area-settings"),
    path("re-open/", programme_areas.AreaReopen.as_view(), name="area-reopen"),
]

LOOKING_AFTER = [
    path("", looking_after.AssignmentList.as_view(), name="assignment-list"),
    path("add/", looking_after.AssignmentAdd.as_view(), name="assignment-add"),
    path("<int:pk>/end/", looking_after.AssignmentEnd.as_view(), name="assignment-end"),
    path("<int:pk>/change/", looking_after.AssignmentChange.as_view(), name="assignment-change"),
    path("<int:pk>/mistake/", looking_after.AssignmentMistake.as_view(), name="assignment-mistake"),
]

USERS = [
    path("", users.UserList.as_view(), name="user-list"),
    path("add/", users.UserAdd.as_view(), name="user-add"),
    path("<int:pk>/", users.UserDetail.as_view(), name="user-detail"),
    path("<int:pk>/invite/", users.UserInvite.as_view(), name="user-invite"),
    path("<int:pk>/edit/", accounts.UserEdit.as_view(), name="user-edit"),
    path("<int:pk>/give-area/", accounts.UserGiveArea.as_view(), name="user-give-area"),
    path("<int:pk>/role/", accounts.UserRole.as_view(), name="user-role"),
    path("<int:pk>/close/", accounts.UserClose.as_view(), name="user-close"),
    path("<int:pk>/open/", accounts.UserOpen.as_view(), name="user-open"),
    path("<int:pk>/second-factor/", accounts.UserSecondFactor.as_view(), name="user-second-factor"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("areas/<slug:slug>/settings/", include(SETTINGS)),
    path("areas/<slug:slug>/people-who-look-after/", include(LOOKING_AFTER)),
    path("users/", include(USERS)),
]

# The criteria that areas are judged by, and where a rule is waived for a time.
EDITIONS = [
    path("", editions.EditionList.as_view(), name="edition-list"),
    path("add/", editions.EditionAdd.as_view(), name="edition-add"),
    path("<int:pk>/", editions.EditionDetail.as_view(), name="edition-detail"),
    path("<int:pk>/change/", editions.EditionChange.as_view(), name="edition-change"),
    path("<int:pk>/publish/", editions.EditionPublish.as_view(), name="edition-publish"),
    path("<int:pk>/withdraw/", editions.EditionWithdraw.as_view(), name="edition-withdraw"),
    path("<int:pk>/discard/", editions.EditionDiscard.as_view(), name="edition-discard"),
]

WAIVERS = [
    path("", waivers.WaiverList.as_view(), name="waiver-list"),
    path("add/", waivers.WaiverAdd.as_view(), name="waiver-add"),
    path("<int:pk>/end/", waivers.WaiverEnd.as_view(), name="waiver-end"),
    path("<int:pk>/call-off/", waivers.WaiverCallOff.as_view(), name="waiver-call-off"),
]

urlpatterns += [
    path("editions/", include(EDITIONS)),
    path("areas/<slug:slug>/waivers/", include(WAIVERS)),
    path("waivers/", waivers.WaiverProgramme.as_view(), name="waiver-programme"),
]

# What staff publish for partnerships.
SUPPORT = [
    path("", support.Support.as_view(), name="support"),
    path("events/<int:pk>.ics", support.SupportEventFile.as_view(), name="support-event-file"),
    path("manage/", support.SupportManage.as_view(), name="support-manage"),
    path("manage/<slug:kind>/add/", support.SupportAdd.as_view(), name="support-add"),
    path(
        "manage/<slug:kind>/<int:pk>/change/",
        support.SupportChange.as_view(),
        name="support-change",
    ),
    path(
        "manage/<slug:kind>/<int:pk>/take-down/",
        support.SupportTakeDown.as_view(),
        name="support-take-down",
    ),
    path(
        "manage/<slug:kind>/<int:pk>/put-up/",
        support.SupportPutUp.as_view(),
        name="support-put-up",
    ),
]

urlpatterns += [
    path("support/", include(SUPPORT)),
    path("areas/<slug:slug>/support/", support.AreaSupport.as_view(), name="area-support"),
]

# The programme's one list of organisations.
ORGANISATIONS = [
    path("", organisations.OrganisationList.as_view(), name="organisation-list"),
    path("find/", finding_organisations.OrganisationFind.as_view(), name="organisation-find"),
    path("<int:pk>/", organisations.OrganisationDetail.as_view(), name="organisation-detail"),
    path(
        "<int:pk>/change/", organisations.OrganisationChange.as_view(), name="organisation-change"
    ),
    path("<int:pk>/join/", organisations.OrganisationJoin.as_view(), name="organisation-join"),
    path(
        "duplicates/",
        merging_organisations.OrganisationDuplicates.as_view(),
        name="organisation-duplicates",
    ),
    path(
        "duplicates/<int:a>/<int:b>/",
        merging_organisations.OrganisationMerge.as_view(),
        name="organisation-merge",
    ),
    path(
        "duplicates/<int:a>/<int:b>/apart/",
        merging_organisations.OrganisationApart.as_view(),
        name="organisation-apart",
    ),
    path(
        "duplicates/<int:a>/<int:b>/again/",
        merging_organisations.OrganisationAgain.as_view(),
        name="organisation-again",
    ),
]

urlpatterns += [path("organisations/", include(ORGANISATIONS))]
