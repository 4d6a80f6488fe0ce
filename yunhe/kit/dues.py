"""Until when a thing is due, where a higher part keeps the county's rule and lower parts must know the day: one answer for all.

    # liaison/obligations, which keeps the rules of every county
    dues.rules.add(due_days)

    # liaison/joint_meetings, below it
    days = dues.due_days("joint-meeting", date(year, 12, 31))
    days.of(pair.origin)                                    # date
    rows.annotate(meet_by=days.expression("origin__path"))  # the same in the database

A rule is a setting of the county in the database, with a page; nothing of it stands in the settings of the installation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, DateField, Value, When

from yunhe.kit.registry import Registry


@dataclass(frozen=True)
class DueDays:
    """Until when something is due in one period: `usual`, and another day in some counties, by their paths."""

    usual: date
    others: Mapping[str, date] = field(default_factory=dict)

    def of(self, area: Any) -> date:
        """Return the day for an area (a county, a unit or a place in it)."""
        return self.others.get(area.county_path, self.usual)

    def expression(self, path: str) -> Case:
        """Return the same as an expression over the path of an area: "origin__path"."""
        cases = [When(**{f"{path}__startswith": county}, then=Value(day)) for county, day in self.others.items()]
        return Case(*cases, default=Value(self.usual), output_field=DateField())

    @property
    def latest(self) -> date:
        """The last of these days."""
        return max([self.usual, *self.others.values()])


Rule = Callable[[str, date], DueDays]
rules: Registry[Rule] = Registry("until when something is due")


def due_days(key: str, day: date) -> DueDays:
    """Return until when what the rule `key` asks for is due in its period that holds `day`."""
    (rule,) = rules
    return rule(key, day)
