"""The addresses of areas and their registers: who is on them, and what keeps them true."""

from django.urls import URLPattern, URLResolver, include, path

from partnerships.views import (
    areas,
    boundaries,
    confirmations,
    corrections,
    declarations,
    downloads,
    ends,
    families,
    find,
    history,
    homes,
    imports,
    interests,
    lto,
    members,
    mending,
    merging,
    more,
    offices,
    people,
    programme_areas,
    proposals,
    register,
    rules,
    sameness,
    terms,
    trials,
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

urlpatterns += [
    path("areas/<slug:slug>/people/<int:person>/", include(OF_A_PERSON)),
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
