"""What missed sessions lead to: a warning after the first, an eligibility alarm after the second (代表法 62). Nothing ends a mandate."""

from collections.abc import Collection

from liaison.registration import workflow as registration
from liaison.registration.enums import AlarmCause
from liaison.sessions import tasks
from liaison.sessions.enums import SessionKind, SessionState
from liaison.sessions.models import CongressSession, Summons
from yunhe.jobs.errands import later
from yunhe.kit.words import listed

LIMIT = 2  # sessions missed without leave


def assess(session: CongressSession, summonses: Collection[int] | None = None) -> int:
    """Look at who has missed `session` (only of `summonses`, ids, if given); returns how many alarms are new.

    Only a held session of the congress itself counts. Side effects: for a first missed session notices on commit, for a second
    an alarm to both offices and the county. Repeating it tells and raises nothing twice.
    """
    if session.kind != SessionKind.CONGRESS or session.state != SessionState.HELD:
        return 0
    rows = Summons.objects.counted_by_law().missed().filter(session=session)
    if summonses is not None:
        rows = rows.filter(pk__in=summonses)
    return sum(_look_at(summons) for summons in rows.select_related("mandate"))


def assess_all() -> int:
    """Look at every seat in office that has missed a session; returns how many alarms are new. For the daily job."""
    rows = Summons.objects.counted_by_law().missed().filter(mandate__ended_on__isnull=True)
    newest = {
        summons.mandate_id: summons for summons in rows.select_related("mandate").order_by("session__ends_on", "pk")
    }
    return sum(_look_at(summons) for summons in newest.values())


def _look_at(summons: Summons) -> int:
    missed = list(
        Summons.objects.counted_by_law()
        .missed()
        .filter(mandate=summons.mandate)
        .select_related("session__area", "session__term")
        .order_by("session__begins_on", "pk")
    )
    if len(missed) < LIMIT:
        for one in missed:
            later(tasks.tell_of_absence, one.pk)
        return 0
    source = listed((str(one.session) for one in missed), at_most=2, counter="次")[:120]
    raised = registration.raise_by_system(
        summons.mandate, cause=AlarmCause.TWO_ABSENCES, source=source, since=missed[-1].session.ends_on
    )
    return int(raised is not None)
