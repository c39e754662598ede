"""The addresses of rounds, reviews and the view across areas."""

from django.urls import URLPattern, URLResolver, include, path

from reviews.views import (
    actions,
    answers,
    as_at,
    asking_to_declare,
    carried,
    check,
    closing,
    declaring,
    detail,
    erasing,
    figures,
    following,
    hand_over,
    handing_over,
    hub,
    lists,
    members,
    notes,
    overview,
    own_words,
    packs,
    papers,
    plans,
    programme,
    questions,
    rounds,
    saved_views,
    sealed,
    signatures,
    signing,
    since,
    tokens,
    versions,
    workbench,
    years,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("overview/", overview.Overview.as_view(), name="overview"),
    path("overview/years/", years.ProgrammeYears.as_view(), name="overview-years"),
    path("overview/as-at/", as_at.ProgrammeAsAt.as_view(), name="overview-as-at"),
    path("reviews/", workbench.Workbench.as_view(), name="workbench"),
    path("overview/views/", saved_views.ViewList.as_view(), name="overview-views"),
    path("overview/views/save/", saved_views.ViewSave.as_view(), name="overview-view-save"),
    path(
        "overview/views/<int:pk>/rename/",
        saved_views.ViewRename.as_view(),
        name="overview-view-rename",
    ),
    path(
        "overview/views/<int:pk>/delete/",
        saved_views.ViewDelete.as_view(),
        name="overview-view-delete",
    ),
    path("reviews/rounds/", rounds.RoundList.as_view(), name="round-list"),
    path("reviews/rounds/open/", rounds.RoundOpen.as_view(), name="round-open"),
    path("reviews/rounds/<int:year>/", rounds.RoundDetail.as_view(), name="round-detail"),
    path(
        "reviews/rounds/<int:year>/questions/",
        rounds.RoundQuestions.as_view(),
        name="round-questions",
    ),
    path("reviews/rounds/<int:year>/close/", rounds.RoundClose.as_view(), name="round-close"),
    path(
        "reviews/<int:year>/<slug:slug>/extension/",
        rounds.ReviewExtension.as_view(),
        name="review-extension",
    ),
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
    path(
        "reviews/<int:year>/<slug:slug>/signatures/<int:person>/paper/",
        papers.SignaturePaper.as_view(),
        name="signature-paper",
    ),
    path(
        "reviews/<int:year>/<slug:slug>/signatures/<int:person>/witness/",
        papers.SignatureWitness.as_view(),
        name="signature-witness",
    ),
    path(
        "reviews/<int:year>/<slug:slug>/signatures/<int:person>/scan/",
        papers.SignatureScan.as_view(),
        name="signature-scan",
    ),
    path(
        "reviews/<int:year>/<slug:slug>/signatures/<int:person>/never-happened/",
        papers.SignatureNeverHappened.as_view(),
        name="signature-never-happened",
    ),
    path("reviews/<int:year>/<slug:slug>/since/", since.ReviewSince.as_view(), name="review-since"),
    path("reviews/<int:year>/<slug:slug>/check/", check.ReviewCheck.as_view(), name="review-check"),
    path(
        "reviews/<int:year>/<slug:slug>/submitted/",
        check.ReviewSubmitted.as_view(),
        name="review-submitted",
    ),
    # The rep's path
    path(
        "reviews/<int:year>/<slug:slug>/carried/<int:pk>/",
        carried.ReviewCarried.as_view(),
        name="review-carried",
    ),
    # What was submitted
    path(
        "reviews/<int:year>/<slug:slug>/versions/<int:number>/",
        sealed.ReviewVersion.as_view(),
        name="review-version",
    ),
    path(
        "reviews/<int:year>/<slug:slug>/versions/<int:number>/review.pdf",
        sealed.ReviewPdf.as_view(),
        name="review-pdf",
    ),
    path(
        "reviews/<int:year>/<slug:slug>/versions/<int:number>/review.json",
        sealed.ReviewJson.as_view(),
        name="review-json",
    ),
    # Local Trust's answer
    path(
        "reviews/<int:year>/<slug:slug>/accept/",
        answers.ReviewAccept.as_view(),
        name="review-accept",
    ),
    path(
        "reviews/<int:year>/<slug:slug>/accept-with-actions/",
        answers.ReviewAcceptWithActions.as_view(),
        name="review-accept-with-actions",
    ),
    path(
        "reviews/<int:year>/<slug:slug>/return/",
        answers.ReviewReturn.as_view(),
        name="review-return",
    ),
    path(
        "reviews/<int:year>/<slug:slug>/versions/",
        versions.ReviewVersions.as_view(),
        name="review-versions",
    ),
    path(
        "reviews/<int:year>/<slug:slug>/versions/compare/",
        versions.ReviewCompare.as_view(),
        name="review-compare",
    ),
    path("reviews/<int:year>/<slug:slug>/notes/", notes.ReviewNotes.as_view(), name="review-notes"),
    path(
        "reviews/<int:year>/<slug:slug>/hand-over/",
        hand_over.ReviewHandOver.as_view(),
        name="review-hand-over",
    ),
    # For a partnership meeting
    path("areas/<slug:slug>/pack/", packs.MeetingPack.as_view(), name="meeting-pack"),
    path("areas/<slug:slug>/pack.pdf", packs.MeetingPackPdf.as_view(), name="meeting-pack-pdf"),
    # Actions, after the review too
    path("actions/", programme.ActionProgramme.as_view(), name="action-programme"),
    path("areas/<slug:slug>/actions/", actions.ActionList.as_view(), name="action-list"),
    path(
        "areas/<slug:slug>/actions/<int:pk>/", actions.ActionDetail.as_view(), name="action-detail"
    ),
    path(
        "areas/<slug:slug>/actions/<int:pk>/progress/",
        following.ActionProgress.as_view(),
        name="action-progress",
    ),
    path(
        "areas/<slug:slug>/actions/<int:pk>/done/",
        following.ActionDone.as_view(),
        name="action-done",
    ),
    path(
        "areas/<slug:slug>/actions/<int:pk>/drop/",
        following.ActionDrop.as_view(),
        name="action-drop",
    ),
    path(
        "areas/<slug:slug>/actions/<int:pk>/reopen/",
        following.ActionReopen.as_view(),
        name="action-reopen",
    ),
]

# Membership forms: collecting them, and the pages that members come to by a personal link.
SIGNATURES = "reviews/<int:year>/<slug:slug>/signatures/"
urlpatterns += [
    path(SIGNATURES, signatures.ReviewSignatures.as_view(), name="review-signatures"),
    path(f"{SIGNATURES}ask/", signatures.SignatureAskAll.as_view(), name="signature-ask-all"),
    path(
        f"{SIGNATURES}<int:person>/",
        signatures.SignatureDetail.as_view(),
        name="signature-detail",
    ),
    path(f"{SIGNATURES}<int:person>/ask/", signatures.SignatureAsk.as_view(), name="signature-ask"),
    path(
        f"{SIGNATURES}<int:person>/revoke/",
        signatures.SignatureRevoke.as_view(),
        name="signature-revoke",
    ),
    path("sign/done/", signing.SignDone.as_view(), name="sign-done"),
    path("sign/<str:token>/", signing.Sign.as_view(), name="sign"),
    path("sign/<str:token>/form/", signing.SignForm.as_view(), name="sign-form"),
]

# Declarations of interests: asking for them, and the pages that members come to by a personal link.
DECLARE = "declare/<str:token>/"
urlpatterns += [
    path(
        "areas/<slug:slug>/declarations/ask/",
        asking_to_declare.DeclarationAskAll.as_view(),
        name="declaration-ask-all",
    ),
    path(
        "areas/<slug:slug>/declarations/ask/<int:person>/",
        asking_to_declare.DeclarationAsk.as_view(),
        name="declaration-ask",
    ),
    path("declare/done/", declaring.DeclareDone.as_view(), name="declare-done"),
    path(DECLARE, declaring.Declare.as_view(), name="declare"),
    path(f"{DECLARE}interests/", declaring.DeclareInterests.as_view(), name="declare-interests"),
    path(
        f"{DECLARE}interests/add/",
        declaring.DeclareInterestAdd.as_view(),
        name="declare-interest-add",
    ),
    path(
        f"{DECLARE}interests/<int:pk>/",
        declaring.DeclareInterestChange.as_view(),
        name="declare-interest",
    ),
    path(
        f"{DECLARE}organisations/",
        declaring.DeclareOrganisations.as_view(),
        name="declare-organisations",
    ),
    path(f"{DECLARE}policies/", own_words.DeclarePolicies.as_view(), name="declare-policies"),
    path(
        f"{DECLARE}policies/<int:pk>/file/",
        own_words.DeclarePolicyFile.as_view(),
        name="declare-policy-file",
    ),
    path(f"{DECLARE}naming/", own_words.DeclareNaming.as_view(), name="declare-naming"),
]

urlpatterns += [
    path("people/<int:pk>/erase/", erasing.PersonErase.as_view(), name="person-erase"),
]

# Figures to take away, as files and by the API.
urlpatterns += [
    path("overview/download/", figures.FiguresDownloads.as_view(), name="figures-downloads"),
    path("overview/download/<slug:table>.xlsx", figures.FiguresXlsx.as_view(), name="figures-xlsx"),
    path("overview/download/<slug:table>.csv", figures.FiguresCsv.as_view(), name="figures-csv"),
    path("data-dictionary/", figures.DataDictionary.as_view(), name="data-dictionary"),
    path("api/", figures.ApiPage.as_view(), name="api"),
    path("api/openapi.json", figures.ApiDescription.as_view(), name="api-description-json"),
    path("api/v1/", include("reviews.api.urls")),
    path("tokens/", tokens.TokenList.as_view(), name="token-list"),
    path("tokens/add/", tokens.TokenAdd.as_view(), name="token-add"),
    path("tokens/<int:pk>/revoke/", tokens.TokenRevoke.as_view(), name="token-revoke"),
]

# Running the programme
urlpatterns += [
    path("programme/", hub.Programme.as_view(), name="programme"),
    path("areas/<slug:slug>/settings/close/", closing.AreaClose.as_view(), name="area-close"),
    path("hand-over/", handing_over.HandOverList.as_view(), name="hand-over-list"),
    path("hand-over/<int:pk>/", handing_over.HandOver.as_view(), name="hand-over"),
]
