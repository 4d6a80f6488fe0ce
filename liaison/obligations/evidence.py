"""How an obligation finds its evidence by itself. Parts of the program register a finder in AppConfig.ready (liaison/apps.py):

    evidence.finders.add(Finder(EvidenceKind.JOINT_MEETING, find_joint_meetings))

    def find_joint_meetings(obligations: Sequence[Obligation], on: date) -> dict[int, list[Found]]: ...

`obligations` have template, unit, partner and team loaded and all ask for that kind of evidence; the answer holds, by their
primary keys, what was held in `window_of(obligation)` up to `on`. One or two queries for all of them, never one for each.
`Found.on` is the day of the deed: it decides whether the obligation was done in time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from liaison.obligations.enums import Frequency
from liaison.obligations.models import Obligation
from yunhe.kit.registry import Registry


@dataclass(frozen=True)
class Found:
    """A record that shows a deed: `key` names it among all records (activity-12), `url` opens it."""

    key: str
    label: str
    on: date
    url: str = ""


UnderWay = Callable[[Sequence[Obligation]], set[int]]
Find = Callable[[Sequence[Obligation], date], Mapping[int, list[Found]]]


@dataclass(frozen=True)
class Finder:
    """What finds one kind of evidence (a value of enums.EvidenceKind).

    under_way: says of which obligations the deed has been arranged, so that nobody is reminded of them before their day.
    """

    kind: str
    find: Find
    under_way: UnderWay | None = None

    @property
    def name(self) -> str:
        """One finder a kind."""
        return str(self.kind)


finders: Registry[Finder] = Registry("what finds evidence")


def kinds_found() -> list[str]:
    """Return the kinds of evidence that are found by the program."""
    return [finder.kind for finder in finders]


def window_of(obligation: Obligation) -> tuple[date, date]:
    """Return the first and last day on which a deed counts: the period, or the whole year for "so many times a year"."""
    if obligation.template.frequency == Frequency.TIMES:
        return date(obligation.period_from.year, 1, 1), date(obligation.period_from.year, 12, 31)
    return obligation.period_from, obligation.period_to


def needed(obligation: Obligation) -> int:
    """Return how many deeds the obligation needs: the second of three times a year needs two in that year."""
    return obligation.index if obligation.template.frequency == Frequency.TIMES else 1


def found_for(obligations: Sequence[Obligation], on: date) -> dict[int, list[Found]]:
    """Return what is found for each of `obligations` up to `on`, oldest first; an obligation of a kind without a finder has no entry."""
    found: dict[int, list[Found]] = {}
    for finder in finders:
        asking = [obligation for obligation in obligations if obligation.template.evidence == finder.kind]
        if asking:
            for pk, deeds in finder.find(asking, on).items():
                found[pk] = sorted(deeds, key=lambda deed: (deed.on, deed.key))
    return found


def arranged(obligations: Sequence[Obligation]) -> set[int]:
    """Return the primary keys of those of `obligations` of which the deed has been arranged."""
    found: set[int] = set()
    for finder in finders:
        asking = [obligation for obligation in obligations if obligation.template.evidence == finder.kind]
        if asking and finder.under_way:
            found |= finder.under_way(asking)
    return found


def enough(obligation: Obligation, deeds: Sequence[Found]) -> list[Found]:
    """Return the deeds that make the obligation done, [] while they are too few. The last of them says on which day."""
    number = needed(obligation)
    return list(deeds[:number]) if len(deeds) >= number else []
