"""What the diversity survey asks: the questions and categories of Census 2021 for England.

Source: the Office for National Statistics, Census 2021 topic summaries: age (TS007, of people aged 16
and over), ethnic group (TS021, 19 categories in 5 groups), sex (TS008), gender identity (TS078),
religion (TS030) and disability (TS038, under the Equality Act 2010). The census asks nobody what they
earn, so the bands of household income are the service's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import slugify


@dataclass(frozen=True)
class Group:
    """Categories that belong together; `label` is "" where a category stands by itself."""

    label: str
    categories: Sequence[str]


@dataclass(frozen=True)
class Question:
    """One question: its name in the database, as a heading, as it is asked, and its categories.

    A category is known by its label in small letters and hyphens. `note` says where the categories
    are from, if that is not the census.
    """

    key: str
    title: str
    asks: str
    groups: Sequence[Group]
    note: str = ""

    @property
    def labels(self) -> Mapping[str, str]:
        """The label of each category by its name in the database, in order."""
        return {category_key(label): label for group in self.groups for label in group.categories}

    @property
    def is_grouped(self) -> bool:
        return any(group.label for group in self.groups)


def category_key(label: str) -> str:
    """The name of a category in the database."""
    return slugify(label)[:80]


def _each(*labels: str) -> Sequence[Group]:
    return [Group("", [label]) for label in labels]


# Two ways of not answering, which are told apart in the database and never in figures.
BLANK = "blank"
NOT_SAID = "prefer-not-to-say"
NO_ANSWER = (BLANK, NOT_SAID)

QUESTIONS: Sequence[Question] = (
    Question(
        "age",
        "Age",
        "How old are you?",
        _each(
            *("16 to 24", "25 to 34", "35 to 44", "45 to 54", "55 to 64", "65 to 74"),
            "75 and over",
        ),
    ),
    Question(
        "ethnic-group",
        "Ethnic group",
        "What is your ethnic group?",
        [
            Group(
                "Asian, Asian British or Asian Welsh",
                ["Indian", "Pakistani", "Bangladeshi", "Chinese", "Any other Asian background"],
            ),
            Group(
                "Black, Black British, Black Welsh, Caribbean or African",
                ["African", "Caribbean", "Any other Black background"],
            ),
            Group(
                "Mixed or multiple ethnic groups",
                [
                    *("White and Asian", "White and Black African", "White and Black Caribbean"),
                    "Any other mixed or multiple background",
                ],
            ),
            Group(
                "White",
                [
                    "English, Welsh, Scottish, Northern Irish or British",
                    *("Irish", "Gypsy or Irish Traveller", "Roma", "Any other White background"),
                ],
            ),
            Group("Other ethnic group", ["Arab", "Any other ethnic group"]),
        ],
    ),
    Question("sex", "Sex", "What is your sex?", _each("Female", "Male")),
    Question(
        "gender-identity",
        "Gender identity",
        "Is the gender you identify with the same as your sex registered at birth?",
        _each(
            "The same as sex registered at birth",
            "Different from sex registered at birth, no identity given",
            *("Trans woman", "Trans man", "Non-binary", "All other gender identities"),
        ),
    ),
    Question(
        "religion",
        "Religion",
        "What is your religion?",
        _each(
            *("No religion", "Christian", "Buddhist", "Hindu", "Jewish", "Muslim", "Sikh"),
            "Other religion",
        ),
    ),
    Question(
        "disability",
        "Disability",
        "Do you have a physical or mental health condition or illness that has lasted, or is "
        "expected to last, 12 months or more?",
        [
            Group(
                "Disabled under the Equality Act",
                [
                    "Yes, and it limits my day-to-day activities a lot",
                    "Yes, and it limits my day-to-day activities a little",
                ],
            ),
            Group(
                "Not disabled under the Equality Act",
                ["Yes, and it does not limit my day-to-day activities", "No"],
            ),
        ],
    ),
    Question(
        "income",
        "Household income",
        "What does your whole household have in a year, before tax?",
        _each(
            *("Under £10,000", "£10,000 to £19,999", "£20,000 to £29,999"),
            *("£30,000 to £39,999", "£40,000 to £59,999", "£60,000 or more"),
        ),
        note="The census does not ask this, so these bands are the service’s own.",
    ),
)
BY_KEY: Mapping[str, Question] = {question.key: question for question in QUESTIONS}


def every_category() -> Iterator[tuple[str, str]]:
    """Each question with each of its categories, and with both ways of not answering it."""
    for question in QUESTIONS:
        for category in (*question.labels, *NO_ANSWER):
            yield question.key, category
