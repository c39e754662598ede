"""The addresses of what a partnership works by and to: connections, grants, policies, plan, diversity."""

from django.urls import URLPattern, URLResolver, include, path

from partnerships.views import (
    acknowledging,
    answering_survey,
    connections,
    diversity,
    grants,
    plan,
    plan_parts,
    policies,
    spends,
)

# Whom a partnership knows around it.
CONNECTIONS = [
    path("", connections.ConnectionList.as_view(), name="connection-list"),
    path("connections.csv", connections.ConnectionCsv.as_view(), name="connection-csv"),
    path("add/", connections.ConnectionAdd.as_view(), name="connection-add"),
    path("<int:pk>/change/", connections.ConnectionChange.as_view(), name="connection-change"),
    path("<int:pk>/delete/", connections.ConnectionForget.as_view(), name="connection-forget"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("areas/<slug:slug>/connections/", include(CONNECTIONS))
]

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
    path("acknowledge/", acknowledging.PolicyAcknowledge.as_view(), name="policy-acknowledge"),
    path(
        "acknowledged/<int:acknowledgement>/mistake/",
        acknowledging.PolicyAcknowledgementMistake.as_view(),
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
    path("<int:pk>/themes/add/", plan_parts.ThemeAdd.as_view(), name="theme-add"),
    path("<int:pk>/notes/add/", plan_parts.NoteAdd.as_view(), name="plan-note-add"),
    path("themes/<int:pk>/", plan_parts.ThemeChange.as_view(), name="theme-change"),
    path("themes/<int:pk>/mistake/", plan_parts.ThemeMistake.as_view(), name="theme-mistake"),
    path("notes/<int:pk>/mistake/", plan_parts.NoteMistake.as_view(), name="plan-note-mistake"),
    path("evidence/<int:pk>/", plan_parts.EvidenceFile.as_view(), name="plan-evidence-file"),
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
