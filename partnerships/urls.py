"""The addresses of areas and their registers."""

from django.urls import URLPattern, URLResolver, include, path

from partnerships.views import (
    areas,
    decisions,
    families,
    history,
    homes,
    imports,
    interests,
    people,
    register,
    rules,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("areas/<slug:slug>/", areas.AreaDetail.as_view(), name="area-detail"),
    path("areas/<slug:slug>/register/", register.Register.as_view(), name="register"),
    path(
        "areas/<slug:slug>/people/<int:pk>/", people.PersonDetail.as_view(), name="person-detail"
    ),
]

# What is known of one person on the register; `person` is whose page one came from.
OF_A_PERSON = [
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
    path("add/", decisions.DecisionAdd.as_view(), name="decision-add"),
    path("<int:pk>/", decisions.DecisionDetail.as_view(), name="decision-detail"),
    path("<int:pk>/change/", decisions.DecisionChange.as_view(), name="decision-change"),
    path("<int:pk>/mistake/", decisions.DecisionMistake.as_view(), name="decision-mistake"),
]

urlpatterns += [
    path("areas/<slug:slug>/people/<int:person>/", include(OF_A_PERSON)),
    path("areas/<slug:slug>/decisions/", include(DECISIONS)),
    path("areas/<slug:slug>/history/", history.History.as_view(), name="history"),
    path("rules/", rules.Rules.as_view(), name="rules"),
]

IMPORT = [
    path("", imports.ImportStart.as_view(), name="import-start"),
    path("blank/", imports.ImportBlank.as_view(), name="import-blank"),
    path("check/", imports.ImportCheck.as_view(), name="import-check"),
]

urlpatterns += [path("areas/<slug:slug>/import/", include(IMPORT))]
