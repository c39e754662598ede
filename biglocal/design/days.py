"""Reading a day as people write it: day first, the month as a number or a name, the year in full."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

BOXES = ("day", "month", "year")
MONTHS = tuple(name.lower() for name in calendar.month_name if name)
# "Sept" is how many people shorten it, though three letters are the rule.
MONTH_BY_NAME = {name: number for number, name in enumerate(MONTHS, 1)}
MONTH_BY_NAME |= {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
FIRST_YEAR, LAST_YEAR = 1900, 2200


class NotADay(Exception):
    """What was typed is no day. `problem` finishes "The day …"; `boxes` are those to mend."""

    def __init__(self, problem: str, *boxes: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.boxes = boxes


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A day as it was typed, kept so that a page can show it again unchanged."""

    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.day.strip() or self.month.strip() or self.year.strip())

    @classmethod
    def of(cls, day: date) -> "TypedDay":
        return cls(str(day.day), str(day.month), str(day.year))

    @classmethod
    def split(cls, text: str) -> "TypedDay":
        """Take one text apart: "27/3/2024", "27 March 2024" or the computer's "2024-03-27"."""
        text = text.strip()
        if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", text):
            year, month, day = iso.groups()
            return cls(day, month, year)
        parts = re.split(r"[\s./,-]+", text, maxsplit=2)
        return cls(*[*parts, "", ""][:3])

    def read(self) -> date:
        """The day that was meant; raises NotADay, naming the boxes to mend."""
        missing = [box for box in BOXES if not getattr(self, box).strip()]
        if missing:
            raise NotADay("must include a " + " and a ".join(missing), *missing)
        day = self._day()
        month = self._month()
        year = self._year()
        try:
            return date(year, month, day)
        except ValueError:
            name = MONTHS[month - 1].capitalize()
            raise NotADay(f"must be a real date: {name} {year} has no {day}", "day") from None

    def _day(self) -> int:
        match = re.fullmatch(r"0*(\d{1,2})(?:st|nd|rd|th)?", self.day.strip().lower(), re.ASCII)
        if match and 1 <= int(match[1]) <= 31:
            return int(match[1])
        raise NotADay("must have a day from 1 to 31", "day")

    def _month(self) -> int:
        text = self.month.strip().lower().rstrip(".")
        if text in MONTH_BY_NAME:
            return MONTH_BY_NAME[text]
        # Python reads no number of thousands of figures, not even of noughts.
        match = re.fullmatch(r"0*(\d{1,2})", text, re.ASCII)
        if match and 1 <= int(match[1]) <= 12:
            return int(match[1])
        raise NotADay("must have a month from 1 to 12, or its name", "month")

    def _year(self) -> int:
        text = self.year.strip()
        if re.fullmatch(r"\d{4}", text, re.ASCII) and FIRST_YEAR <= int(text) <= LAST_YEAR:
            return int(text)
        if re.fullmatch(r"\d{1,3}", text, re.ASCII):
            raise NotADay("must have the year in full, like 2024", "year")
        raise NotADay(f"must have a year from {FIRST_YEAR} to {LAST_YEAR}", "year")
