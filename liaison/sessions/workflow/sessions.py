"""Calling a session, its days and half-days, who is called; that it was held, or is not."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import transaction

from deputies.mandates.models import CongressTerm, Mandate
from liaison.sessions import policies, tasks
from liaison.sessions.enums import SESSION, Half, SessionKind
from liaison.sessions.models import LONGEST, Attendance, CongressSession, Sitting, Summons
from liaison.sessions.queries import seats_of, sittings_without_roll
from liaison.sessions.workflow.absences import assess
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.changes import made, rewritten
from yunhe.kit.refusals import Refused, required
from yunhe.kit.verbs import verb
from yunhe.kit.words import listed

ROWS = CongressSession.objects.select_related("area", "term")
FACTS = ("name", "number", "place")


@transaction.atomic
def convene(
    term: CongressTerm, *, by: User, kind: str, number: int, begins_on: date, ends_on: date, **facts: Any
) -> CongressSession:
    """Call a session of `term`: every half-day of its days, and who is called. facts: name, place. Errors: Denied, Refused.

    To the congress all its deputies in office are called; to another body those who were called to its last session.
    Side effects: the session, its sittings and summonses, one audit event, on commit a notice to the deputies.
    """
    policies.can_keep_session(by, term.area, term.level)
    _check_days(begins_on, ends_on)
    session = CongressSession(term=term, area=term.area, kind=kind, number=number, begins_on=begins_on, ends_on=ends_on)
    for name in ("name", "place"):
        setattr(session, name, str(facts.get(name, "")).strip())
    session.created_by = by.display_name
    made(session)
    Sitting.objects.bulk_create(Sitting(session=session, on=day, half=half) for day in session.days() for half in Half)
    _call(session, _first_called(session))
    record("sessions.convene", "登记会议", session, by=by, changes={"日期": ["", session.days_label]})
    later(tasks.tell_of_session, session.pk)
    return session


def _check_days(begins_on: date, ends_on: date) -> None:
    if ends_on < begins_on:
        raise Refused({"ends_on": "结束日期不能早于开始日期。"})
    if (ends_on - begins_on).days >= LONGEST:
        raise Refused({"ends_on": f"一次会议最多 {LONGEST} 天，请核对日期。"})


def _first_called(session: CongressSession) -> Iterable[Mandate]:
    """Return who is called at first: everybody in office, or who was called to the last session of the same body."""
    seats = seats_of(session)
    if session.kind == SessionKind.CONGRESS:
        return seats
    last = CongressSession.objects.filter(term=session.term, kind=session.kind).exclude(pk=session.pk).first()
    return seats.filter(summonses__session=last) if last else seats.none()


def _call(session: CongressSession, mandates: Iterable[Mandate]) -> None:
    Summons.objects.bulk_create(
        Summons(session=session, mandate=mandate, deputy_id=mandate.deputy_id) for mandate in mandates
    )


@verb(ROWS, policies.can_change_session)
def change_session(
    session: CongressSession, *, by: User, begins_on: date, ends_on: date, halves: Collection[str], **facts: Any
) -> CongressSession:
    """Change days, half-days (keys as of Sitting), number, name and place. Errors: Denied, Refused.

    A half-day for which the roll was called or leave was asked for stays. Side effects: the session, its sittings, one audit
    event, on commit a notice where the days are others.
    """
    _check_days(begins_on, ends_on)
    said = {name: facts[name] for name in FACTS if name in facts}
    days_before = (session.begins_on, session.ends_on)
    before = listed(session.sittings.all())
    changes = rewritten(session, begins_on=begins_on, ends_on=ends_on, **said)
    possible = {f"{day:%Y-%m-%d}-{half.value}": (day, half) for day in session.days() for half in Half}
    wanted = {key: possible[key] for key in halves if key in possible}
    if not wanted:
        raise Refused({"halves": "请至少勾选一个开会的半天。"})
    there = {sitting.key: sitting for sitting in session.sittings.all()}
    for key, sitting in there.items():
        if key not in wanted:
            if sitting.attendances.exists() or sitting.leaves.exists():
                raise Refused({"halves": f"{sitting}已经点过名或有人请假，不能去掉。"})
            sitting.delete()
    Sitting.objects.bulk_create(
        Sitting(session=session, on=day, half=half) for key, (day, half) in wanted.items() if key not in there
    )
    if (after := listed(session.sittings.all())) != before:
        changes["场次"] = [before, after]
    if changes:
        record("sessions.change_session", "修改会议", session, by=by, changes=changes)
    if days_before != (begins_on, ends_on):
        later(tasks.tell_of_session, session.pk)
    return session


@verb(ROWS, policies.can_change_session)
def choose_summoned(session: CongressSession, *, by: User, mandates: Iterable[Mandate]) -> int:
    """Set who is called; returns how many. Errors: Denied, Refused where somebody left out was written down already.

    Side effects: summonses, one audit event, on commit a notice to the deputies who have none yet.
    """
    wanted = {mandate.pk: mandate for mandate in seats_of(session).filter(pk__in=[one.pk for one in mandates])}
    if not wanted:
        raise Refused({"mandates": "请至少勾选一名应到代表。"})
    there = {summons.mandate_id: summons for summons in session.summonses.select_related("deputy")}
    out = [summons for pk, summons in there.items() if pk not in wanted]
    for summons in out:
        if summons.attendances.exists() or summons.leaves.exists():
            raise Refused({"mandates": f"{summons.deputy.name}已经点过名或请过假，不能从应到名单里去掉。"})
    session.summonses.filter(pk__in=[summons.pk for summons in out]).delete()
    added = [mandate for pk, mandate in wanted.items() if pk not in there]
    _call(session, added)
    if out or added:
        changes = {"应到人数": [len(there), len(wanted)]}
        record("sessions.choose_summoned", "确定应到人员", session, by=by, changes=changes)
        later(tasks.tell_of_session, session.pk)
    return len(wanted)


@verb(ROWS, policies.can_move_session, "hold")
def hold(session: CongressSession, *, by: User) -> CongressSession:
    """Say that the session was held, once the roll of every half-day is complete (PLANNED → HELD). Errors: Denied, Refused.

    Side effects: the session, one audit event, and what missed sessions lead to (`absences.assess`).
    """
    if not session.summonses.exists():
        raise Refused("还没有应到人员，请先确定应到人员。")
    if missing := sittings_without_roll(session):
        raise Refused(f"{listed(missing)}还没有点齐名，请先点名。")
    rewritten(session, state=SESSION.after(session.state, "hold"))
    record("sessions.hold", "登记会议已召开", session, by=by)
    assess(session)
    return session


@verb(ROWS, policies.can_move_session, "cancel")
def cancel(session: CongressSession, *, by: User, reason: str) -> CongressSession:
    """Say that the session is not held (PLANNED → CANCELLED). Errors: Denied, Refused.

    Side effects: the session, one audit event, on commit a notice to the deputies.
    """
    reason = required(reason, "请写明取消会议的原因。", field="reason")
    if Attendance.objects.filter(sitting__session=session).exists():
        raise Refused("这次会议已经点过名，说明开过会，不能取消。")
    rewritten(session, state=SESSION.after(session.state, "cancel"), cancel_reason=reason)
    record("sessions.cancel", "取消会议", session, by=by, reason=reason)
    later(tasks.tell_of_cancelled, session.pk)
    return session
