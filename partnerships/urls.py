"""The addresses of areas and their registers."""

from django.urls import URLPattern, URLResolver, include, path

from partnerships.views import (
    accounts,
    answering_survey,
    areas,
    boundaries,
    confirmations,
    connections,
    corrections,
    deciding,
    decisions,
    declarations,
    diversity,
    downloads,
    editions,
    ends,
    families,
    find,
    finding_organisations,
    grants,
    history,
    homes,
    imports,
    interests,
    later,
    looking_after,
    lto,
    meetings,
    members,
    mending,
    merging,
    merging_organisations,
    more,
    naming,
    offices,
    open_pages,
    organisations,
    people,
    plan,
    policies,
    programme_areas,
    proposals,
    public_page,
    quorums,
    register,
    rules,
    sameness,
    screening,
    spends,
    support,
    terms,
    trials,
    users,
    waivers,
    work,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("areas/", programme_areas.AreaList.as_view(), name="area-list"),
    # Before the areas themselves, of which none is called so in addresses.
    path("areas/add/", programme_areas.AreaAdd.as_view(), name="area-add"),
    path("areas/<slug:slug>/", areas.AreaDetail.as_view(), name="area-detail"),
    path("areas/<slug:slug>/more/", more.AreaMore.as_view(), name="area-more"),
    path("areas/<slug:slug>/ways-to-mend/", mending.WaysToMend.as_view(), name="ways-to-mend"),
    path("areas/<slug:slug>/what-if/", trials.WhatIf.as_view(), name="what-if"),
    path("areas/<slug:slug>/register/", register.Register.as_view(), name="register"),
    path("areas/<slug:slug>/families/", families.Families.as_view(), name="families"),
    path("areas/<slug:slug>/people/<int:pk>/", people.PersonDetail.as_view(), name="person-detail"),
]

MEMBERS = [
    path("add/", members.MemberAdd.as_view(), name="member-add"),
    path("<int:pk>/change/", members.MemberChange.as_view(), name="member-change"),
    path("<int:pk>/vote/", members.MemberVote.as_view(), name="member-vote"),
    path("<int:pk>/end/", members.MemberEnd.as_view(), name="member-end"),
    path("<int:pk>/re-appoint/", terms.MemberReAppoint.as_view(), name="member-re-appoint"),
    path("<int:pk>/begin-on/", terms.MemberBeginOn.as_view(), name="member-begin-on"),
    path("<int:pk>/did-not-end/", ends.MemberDidNotEnd.as_view(), name="member-did-not-end"),
    path("<int:pk>/mistake/", members.MemberMistake.as_view(), name="member-mistake"),
]

PROPOSALS = [
    path("add/", proposals.ProposalAdd.as_view(), name="proposal-add"),
    path("<int:pk>/settle/", proposals.ProposalSettle.as_view(), name="proposal-settle"),
    path("<int:pk>/change/", proposals.ProposalChange.as_view(), name="proposal-change"),
    path("<int:pk>/mistake/", proposals.ProposalMistake.as_view(), name="proposal-mistake"),
]

OFFICES = [
    path("add/", offices.OfficeAdd.as_view(), name="office-add"),
    path("<int:pk>/change/", offices.OfficeChange.as_view(), name="office-change"),
    path("<int:pk>/hand-over/", offices.OfficeHandOver.as_view(), name="office-hand-over"),
    path("<int:pk>/take-on/", terms.OfficeTakeOn.as_view(), name="office-take-on"),
    path("<int:pk>/did-not-end/", ends.OfficeDidNotEnd.as_view(), name="office-did-not-end"),
    path("<int:pk>/mistake/", offices.OfficeMistake.as_view(), name="office-mistake"),
]

PAID_WORK = [
    path("add/", work.PaidWorkAdd.as_view(), name="paid-work-add"),
    path("<int:pk>/change/", work.PaidWorkChange.as_view(), name="paid-work-change"),
    path("<int:pk>/did-not-end/", ends.PaidWorkDidNotEnd.as_view(), name="paid-work-did-not-end"),
    path("<int:pk>/mistake/", work.PaidWorkMistake.as_view(), name="paid-work-mistake"),
]

LTO = [
    path("", lto.LtoChange.as_view(), name="lto-change"),
    path("mistake/", lto.LtoMistake.as_view(), name="lto-mistake"),
    path("people/add/", lto.LtoRoleAdd.as_view(), name="lto-role-add"),
    path("people/<int:pk>/change/", lto.LtoRoleChange.as_view(), name="lto-role-change"),
    path(
        "people/<int:pk>/did-not-end/",
        ends.LtoRoleDidNotEnd.as_view(),
        name="lto-role-did-not-end",
    ),
    path("people/<int:pk>/mistake/", lto.LtoRoleMistake.as_view(), name="lto-role-mistake"),
]

urlpatterns += [
    path("areas/<slug:slug>/members/", include(MEMBERS)),
    path("areas/<slug:slug>/proposals/", include(PROPOSALS)),
    path("areas/<slug:slug>/offices/", include(OFFICES)),
    path("areas/<slug:slug>/paid-work/", include(PAID_WORK)),
    path("areas/<slug:slug>/lto/", include(LTO)),
]

# What is known of one person on the register; `person` is whose page one came from.
OF_A_PERSON = [
    path("correct/", people.PersonCorrect.as_view(), name="person-correct"),
    path("home/", homes.ResidenceChange.as_view(), name="residence-change"),
    path("home/move/", homes.ResidenceMove.as_view(), name="residence-move"),
    path("home/<int:pk>/", homes.ResidenceChange.as_view(), name="residence-change"),
    path("home/<int:pk>/mistake/", homes.ResidenceMistake.as_view(), name="residence-mistake"),
    path("family/add/", families.RelationshipAdd.as_view(), name="relationship-add"),
    path("family/<int:pk>/", families.RelationshipChange.as_view(), name="relationship-change"),
    path(
        "family/<int:pk>/mistake/",
        families.RelationshipMistake.as_view(),
        name="relationship-mistake",
    ),
    path("interests/add/", interests.InterestAdd.as_view(), name="interest-add"),
    path("interests/<int:pk>/", interests.InterestChange.as_view(), name="interest-change"),
    path(
        "interests/<int:pk>/mistake/",
        interests.InterestMistake.as_view(),
        name="interest-mistake",
    ),
]

DECISIONS = [
    path("", decisions.DecisionList.as_view(), name="decision-list"),
    path("add/", deciding.DecisionAdd.as_view(), name="decision-add"),
    path("screen/", screening.Screen.as_view(), name="decision-screen"),
    path("screen/result/", screening.Screened.as_view(), name="decision-screened"),
    path("<int:pk>/", decisions.DecisionDetail.as_view(), name="decision-detail"),
    path("<int:pk>/change/", deciding.DecisionChange.as_view(), name="decision-change"),
    path("<int:pk>/mistake/", deciding.DecisionMistake.as_view(), name="decision-mistake"),
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

urlpatterns += [
    path("areas/<slug:slug>/people/<int:person>/", include(OF_A_PERSON)),
    path("areas/<slug:slug>/decisions/", include(DECISIONS)),
    path("areas/<slug:slug>/meetings/", include(MEETINGS)),
    path("areas/<slug:slug>/quorum/", include(QUORUM)),
    path("areas/<slug:slug>/history/", history.History.as_view(), name="history"),
    path("find/", find.Find.as_view(), name="find"),
    path("rules/", rules.Rules.as_view(), name="rules"),
]

BOUNDARY = [
    path("", boundaries.BoundaryDetail.as_view(), name="boundary"),
    path("load/", boundaries.BoundaryLoad.as_view(), name="boundary-load"),
    path("remove/", boundaries.BoundaryRemove.as_view(), name="boundary-remove"),
]

urlpatterns += [path("areas/<slug:slug>/boundary/", include(BOUNDARY))]

IMPORT = [
    path("", imports.ImportStart.as_view(), name="import-start"),
    path("blank/", imports.ImportBlank.as_view(), name="import-blank"),
    path("check/", imports.ImportCheck.as_view(), name="import-check"),
]

urlpatterns += [path("areas/<slug:slug>/import/", include(IMPORT))]

# What keeps a register true.
urlpatterns += [
    path(
        "areas/<slug:slug>/confirm-homes/",
        confirmations.HomesConfirm.as_view(),
        name="homes-confirm",
    ),
    path(
        "areas/<slug:slug>/declarations/",
        declarations.DeclarationList.as_view(),
        name="declaration-list",
    ),
    path(
        "areas/<slug:slug>/people/<int:person>/declarations/add/",
        declarations.DeclarationAdd.as_view(),
        name="declaration-add",
    ),
    path(
        "areas/<slug:slug>/people/<int:person>/declarations/<int:pk>/mistake/",
        declarations.DeclarationMistake.as_view(),
        name="declaration-mistake",
    ),
]
DOWNLOADS = [
    path("", downloads.RegisterDownloads.as_view(), name="register-downloads"),
    path("register.xlsx", downloads.RegisterXlsx.as_view(), name="register-xlsx"),
    path("register.csv", downloads.RegisterCsv.as_view(), name="register-csv"),
    path("register.pdf", downloads.RegisterPdf.as_view(), name="register-pdf"),
    path("members.pdf", downloads.MembersListPdf.as_view(), name="members-list-pdf"),
    path("forms.pdf", downloads.MembershipFormsPdf.as_view(), name="membership-forms-pdf"),
    path("blank-form.pdf", downloads.BlankFormPdf.as_view(), name="blank-form-pdf"),
    path("attendance.pdf", downloads.AttendancePdf.as_view(), name="attendance-pdf"),
]

urlpatterns += [path("areas/<slug:slug>/register/download/", include(DOWNLOADS))]

# Who looks like one person recorded twice, on a register and in the programme.
DUPLICATES = [
    path("", sameness.Duplicates.as_view(), name="duplicates"),
    path("<int:a>/<int:b>/", merging.DuplicateMerge.as_view(), name="duplicate-merge"),
    path("<int:a>/<int:b>/apart/", sameness.DuplicateApart.as_view(), name="duplicate-apart"),
    path("<int:a>/<int:b>/again/", sameness.DuplicateAgain.as_view(), name="duplicate-again"),
    path("undo/<int:pk>/", merging.DuplicateUndo.as_view(), name="duplicate-undo"),
]

PEOPLE_DUPLICATES = [
    path("", sameness.PeopleDuplicates.as_view(), name="people-duplicates"),
    path("<int:a>/<int:b>/", merging.PeopleDuplicateMerge.as_view(), name="people-duplicate-merge"),
    path(
        "<int:a>/<int:b>/apart/",
        sameness.PeopleDuplicateApart.as_view(),
        name="people-duplicate-apart",
    ),
    path(
        "<int:a>/<int:b>/again/",
        sameness.PeopleDuplicateAgain.as_view(),
        name="people-duplicate-again",
    ),
    path("undo/<int:pk>/", merging.PeopleDuplicateUndo.as_view(), name="people-duplicate-undo"),
]

urlpatterns += [
    path("areas/<slug:slug>/duplicates/", include(DUPLICATES)),
    path("people/duplicates/", include(PEOPLE_DUPLICATES)),
]

# What members say is wrong about them.
urlpatterns += [
    path(
        "areas/<slug:slug>/corrections/",
        corrections.CorrectionList.as_view(),
        name="correction-list",
    ),
    path(
        "areas/<slug:slug>/corrections/<int:pk>/",
        corrections.CorrectionSettle.as_view(),
        name="correction-settle",
    ),
]

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

urlpatterns += [
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
# Whom a partnership knows around it.
CONNECTIONS = [
    path("", connections.ConnectionList.as_view(), name="connection-list"),
    path("connections.csv", connections.ConnectionCsv.as_view(), name="connection-csv"),
    path("add/", connections.ConnectionAdd.as_view(), name="connection-add"),
    path("<int:pk>/change/", connections.ConnectionChange.as_view(), name="connection-change"),
    path("<int:pk>/delete/", connections.ConnectionForget.as_view(), name="connection-forget"),
]

urlpatterns += [path("areas/<slug:slug>/connections/", include(CONNECTIONS))]

# Grants as they are published, of an area and of all.
urlpatterns += [
    path("areas/<slug:slug>/grants/", grants.GrantList.as_view(), name="grant-list"),
    path(
        "areas/<slug:slug>/grants/grants.json",
        grants.GrantListJson.as_view(),
        name="grant-list-json",
    ),
    path(
        "areas/<slug:slug>/grants/grants.xlsx",
        grants.GrantListXlsx.as_view(),
        name="grant-list-xlsx",
    ),
    path("grants/", grants.GrantProgramme.as_view(), name="grant-programme"),
    path("grants/grants.json", grants.GrantProgrammeJson.as_view(), name="grant-programme-json"),
    path("grants/grants.xlsx", grants.GrantProgrammeXlsx.as_view(), name="grant-programme-xlsx"),
]
# What the partnership works by.
OF_A_VERSION: list[URLPattern | URLResolver] = [
    path("change/", policies.PolicyVersionChange.as_view(), name="policy-version-change"),
    path("mistake/", policies.PolicyVersionMistake.as_view(), name="policy-version-mistake"),
    path("file/", policies.PolicyFile.as_view(), name="policy-file"),
    path("acknowledge/", policies.PolicyAcknowledge.as_view(), name="policy-acknowledge"),
    path(
        "acknowledged/<int:acknowledgement>/mistake/",
        policies.PolicyAcknowledgementMistake.as_view(),
        name="policy-acknowledgement-mistake",
    ),
]

POLICIES: list[URLPattern | URLResolver] = [
    path("", policies.PolicyList.as_view(), name="policy-list"),
    path("add/", policies.PolicyAdd.as_view(), name="policy-add"),
    path("<int:pk>/", policies.PolicyDetail.as_view(), name="policy-detail"),
    path("<int:pk>/add/", policies.PolicyVersionAdd.as_view(), name="policy-version-add"),
    path("<int:pk>/versions/<int:version>/", include(OF_A_VERSION)),
]

urlpatterns += [path("areas/<slug:slug>/policies/", include(POLICIES))]

# What it works to, and the money of it.
SPENDING = [
    path("", spends.SpendList.as_view(), name="spend-list"),
    path("add/", spends.SpendAdd.as_view(), name="spend-add"),
    path("<int:pk>/", spends.SpendChange.as_view(), name="spend-change"),
    path("<int:pk>/mistake/", spends.SpendMistake.as_view(), name="spend-mistake"),
]

PLAN: list[URLPattern | URLResolver] = [
    path("", plan.PlanOfDay.as_view(), name="plan"),
    path("add/", plan.PlanAdd.as_view(), name="plan-add"),
    path("<int:pk>/", plan.PlanDetail.as_view(), name="plan-detail"),
    path("<int:pk>/change/", plan.PlanChange.as_view(), name="plan-change"),
    path("<int:pk>/follow/", plan.PlanFollow.as_view(), name="plan-follow"),
    path("<int:pk>/review/", plan.PlanReview.as_view(), name="plan-review"),
    path("<int:pk>/mistake/", plan.PlanMistake.as_view(), name="plan-mistake"),
    path("<int:pk>/themes/add/", plan.ThemeAdd.as_view(), name="theme-add"),
    path("<int:pk>/notes/add/", plan.NoteAdd.as_view(), name="plan-note-add"),
    path("themes/<int:pk>/", plan.ThemeChange.as_view(), name="theme-change"),
    path("themes/<int:pk>/mistake/", plan.ThemeMistake.as_view(), name="theme-mistake"),
    path("notes/<int:pk>/mistake/", plan.NoteMistake.as_view(), name="plan-note-mistake"),
    path("evidence/<int:pk>/", plan.EvidenceFile.as_view(), name="plan-evidence-file"),
    path("spending/", include(SPENDING)),
]

urlpatterns += [path("areas/<slug:slug>/plan/", include(PLAN))]
# Whether a partnership reflects its community, by an anonymous survey.
DIVERSITY = [
    path("", diversity.Diversity.as_view(), name="diversity"),
    path("diversity.csv", diversity.DiversityCsv.as_view(), name="diversity-csv"),
    path("open/", diversity.SurveyOpen.as_view(), name="survey-open"),
    path("<int:pk>/close/", diversity.SurveyClose.as_view(), name="survey-close"),
    path("profile/", diversity.ProfileLoad.as_view(), name="diversity-profile"),
    path("profile/blank/", diversity.ProfileBlank.as_view(), name="diversity-profile-blank"),
]

urlpatterns += [
    path("areas/<slug:slug>/diversity/", include(DIVERSITY)),
    # Before the links, of which none is so.
    path("survey/thank-you/", answering_survey.SurveyDone.as_view(), name="survey-done"),
    path("survey/<str:token>/", answering_survey.AnswerSurvey.as_view(), name="survey"),
]

urlpatterns += [path("", include("partnerships.concern_urls"))]

# What everybody may read, and how a partnership comes to show it.
OPEN = [
    path("", open_pages.OpenList.as_view(), name="open-list"),
    path("<slug:slug>/", open_pages.OpenArea.as_view(), name="open-area"),
    path("<slug:slug>/data.json", open_pages.OpenData.as_view(), name="open-json"),
    path("<slug:slug>/<slug:table>.csv", open_pages.OpenCsv.as_view(), name="open-csv"),
]

PUBLIC_PAGE = [
    path("", public_page.PublicPageDetail.as_view(), name="public-page"),
    path("preview/", public_page.PublicPagePreview.as_view(), name="public-page-preview"),
    path("arrange/", public_page.PublicPageArrange.as_view(), name="public-page-arrange"),
    path("open/", public_page.PublicPageOpen.as_view(), name="public-page-open"),
    path("close/", public_page.PublicPageClose.as_view(), name="public-page-close"),
    path("bar/", public_page.PublicPageBar.as_view(), name="public-page-bar"),
    path("unbar/", public_page.PublicPageUnbar.as_view(), name="public-page-unbar"),
]

NAMING = [
    path("", naming.NamingTable.as_view(), name="naming"),
    path("<int:person>/at-risk/", naming.NamingExempt.as_view(), name="naming-exempt"),
    path("at-risk/<int:pk>/lift/", naming.NamingLift.as_view(), name="naming-lift"),
]

urlpatterns += [
    path("open/", include(OPEN)),
    path("areas/<slug:slug>/public-page/", include(PUBLIC_PAGE)),
    path("areas/<slug:slug>/naming/", include(NAMING)),
]
