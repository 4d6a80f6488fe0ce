"""Registers that grow by the day and are read from the newest on.

    class CheckInListing(NewestFirst):
        moment = "at"               # never missing; default_sort is the newest first of it
        def quick_total(self): …    # where there is a quicker way to count than the rows themselves

A long one is paged by key as long as nobody asks for another order, as far back as it goes. What has more rows than are counted is
searched and put in another order within one year: the rows of a county lie all over the table, and reading each of many years
would take seconds. Whoever wants more says from which day.
"""

from datetime import timedelta
from functools import cached_property
from typing import ClassVar

from django.db.models import QuerySet

from yunhe.kit.pager import CAP, FEW, Page, counted, key_page_of, now_of, page_of
from yunhe.web.lists.listing import OWN_KEYS, Listing

REACH = timedelta(days=365)


class NewestFirst(Listing):
    """A list in order of time. `moment`: the field of time, a column of the row itself."""

    moment: ClassVar[str]
    since: ClassVar[str] = "since"  # the filters that say from and until which day
    until: ClassVar[str] = "until"

    def quick_total(self) -> int | None:
        """Return how many rows the list has while nothing narrows it, as `yunhe.kit.pager.counted`; None: count them."""
        return None

    @cached_property
    def _whole_total(self) -> int:
        quick = self.quick_total()
        return counted(self.rows()) if quick is None else quick

    @cached_property
    def is_bounded(self) -> bool:
        """Whether only the last year is looked at, because something else than the newest of very many is asked for."""
        if self.query.get(self.since) or not (self._is_searching or self.sort != self.default_sort):
            return False
        return self._whole_total > CAP

    @property
    def _is_searching(self) -> bool:
        """Whether anything but days, and the ids that other pages link with, narrows the list."""
        fields = [field for field in self.filter_fields if field.name not in (self.since, self.until)]
        return bool(self.search_text) or any(self.query.get(field.html_name) for field in fields)

    @property
    def _is_whole(self) -> bool:
        """Whether nothing narrows the list."""
        asked = {name for name in self.query if self.query.get(name)}
        return not (asked - set(OWN_KEYS)) and not self.search_text

    @property
    def note(self) -> str:
        """What to say of a list that looks at one year alone."""
        return "记录很多，这里只查最近一年；要查更早的，请在筛选条件里填写开始日期。" if self.is_bounded else ""

    @cached_property
    def result(self) -> QuerySet:
        """All rows asked for, in order; of very many those of one year."""
        rows = super().result
        return rows.filter(**{f"{self.moment}__gte": now_of(rows, self.moment) - REACH}) if self.is_bounded else rows

    @cached_property
    def page(self) -> Page:
        """The page of rows to show."""
        quick = self.quick_total() if self._is_whole else None
        total = counted(self.result) if quick is None else quick
        by_key = total > FEW or self.query.get("before") or self.query.get("after")
        if self.sort != self.default_sort or self.query.get("page") or not by_key:
            return page_of(self.result, self.query, total)
        return key_page_of(self.result, self.query, self.moment, total)
