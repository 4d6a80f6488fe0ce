"""Every write of an election: prepare, decide, begin, carry out line by line, complete.

A line is carried out in a transaction of its own, so that a worker that is killed goes on where it was; what has been
carried out is never carried out again.
"""

import hashlib
import json
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from deputies.mandates.enums import MandateEnd
from deputies.mandates.models import CongressTerm, ElectoralDistrict, Mandate
from deputies.mandates.policies import can_keep_term
from deputies.mandates.workflow import mandates
from deputies.people.models import Deputy
from liaison.concerns.models import VoterReception
from liaison.elections import policies
from liaison.elections.enums import ELECTION, ElectionState, Outcome
from liaison.elections.models import Election, ElectionLine
from liaison.elections.queries import not_yet_in
from liaison.registration import workflow as registration
from stations.presence.models import CheckIn
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.changes import rewritten
from yunhe.kit.refusals import Refused, sentence_of
from yunhe.kit.verbs import verb

ROWS = Election.objects.select_related("area__parent", "old", "new")


@transaction.atomic
def prepare(old: CongressTerm, *, by: User, number: int, on: date) -> Election:
    """Prepare the election from `old` to term `number` on `on`: the new term, its districts, a line for each mandate.

    Districts of the old term are carried over by name. Errors: Denied, Refused. Side effects: the new term unless
    it is there, its districts, the election with its lines, one audit event.
    """
    can_keep_term(by, old.area, old.level)
    if Election.objects.filter(Q(old=old) | Q(new=old, state__in=ELECTION.unfinished)).exists():
        raise Refused("这一届的换届已经登记，请在换届列表里打开。")
    if number != old.number + 1:
        raise Refused(f"第{old.number}届之后应是第{old.number + 1}届，请检查。")
    if old.begins_on and on <= old.begins_on:
        raise Refused("换届日期应晚于本届开始日期。")
    new, _ = CongressTerm.objects.get_or_create(
        area=old.area, number=number, defaults={"level": old.level, "begins_on": on}
    )
    if Election.objects.filter(new=new).exists():
        raise Refused(f"{new}的换届已经登记。")
    ElectoralDistrict.objects.bulk_create(
        (
            ElectoralDistrict(term=new, area_id=row.area_id, number=row.number, name=row.name, seats=row.seats)
            for row in old.districts.order_by("pk")
        ),
        ignore_conflicts=True,
    )
    election = Election.objects.create(area=old.area, old=old, new=new, on=on, created_by=by.display_name)
    _add_lines(election)
    record("terms.prepare", "登记换届", election, by=by)
    return election


@transaction.atomic
def top_up_all() -> int:
    """Add the lines that are missing in every election that is being prepared; returns how many. For the daily job."""
    return sum(_add_lines(election) for election in ROWS.filter(state=ElectionState.PREPARING))


def _add_lines(election: Election) -> int:
    """Add a line for each mandate in force of the old term that has none; returns how many."""
    districts = {(row.area_id, row.name): row for row in election.new.districts.all()}
    missing = not_yet_in(election).select_related("district")
    lines = [ElectionLine(election=election, mandate=mandate) for mandate in missing.order_by("pk")]
    for line in lines:
        if was := line.mandate.district:
            line.district = districts.get((was.area_id, was.name))
    return len(ElectionLine.objects.bulk_create(lines))


@verb(ROWS, policies.can_decide)
def decide(election: Election, lines: list[int], *, by: User, outcome: str) -> int:
    """Set what becomes of the deputies of `lines` (ids); returns how many have changed. Errors: Denied, Refused.

    Side effects: the lines, one audit event.
    """
    if outcome not in Outcome.values:
        raise Refused("请选择连任、离任或未定。")
    rows = election.lines.filter(pk__in=lines).exclude(outcome=outcome)
    names = list(rows.values_list("mandate__deputy__name", flat=True))
    changed = rows.update(outcome=outcome)
    if changed:
        said = {Outcome(outcome).label: ["", "、".join(names)[:300]]}
        record("terms.decide", "登记代表去留", election, by=by, changes=said)
    return changed


@verb(ROWS, policies.can_decide)
def top_up(election: Election, *, by: User) -> int:
    """Add a line for everybody who got a mandate of the old term since the preparation; returns how many. Errors: Denied."""
    return _add_lines(election)


@verb(ROWS, policies.can_take, "begin")
def begin(election: Election, *, by: User) -> Election:
    """Begin the election once everybody is decided and its day has come; a job then carries it out.

    Whose mandate has ended in the meantime leaves. Errors: Denied, Refused. Side effects: lines, election, audit event.
    """
    if election.on > timezone.localdate():
        raise Refused(f"换届日期是{election.on:%Y-%m-%d}，还没有到。")
    undecided = election.lines.filter(outcome=Outcome.UNDECIDED)
    undecided.filter(mandate__ended_on__isnull=False).update(outcome=Outcome.LEAVES)
    left = undecided.count() + not_yet_in(election).count()
    if left:
        raise Refused(f"还有 {left} 名代表去留未定，请先确定。")
    rewritten(election, state=ELECTION.after(election.state, "begin"))
    record("terms.begin", "开始办理换届", election, by=by)
    return election


@transaction.atomic
def carry_out(line_id: int, *, by: User) -> bool:
    """Carry out one line: the old mandate ends (任期届满), a re-elected deputy gets the new one and keeps the file.

    With a deputy who leaves the file ends, and what is open is handed over as proposed. Returns whether it is carried out;
    a refusal is written into the line. Carried out already, nothing happens.
    """
    related = ("election__new", "election__area", "mandate__deputy")
    line = ElectionLine.objects.select_for_update(of=("self",)).select_related(*related).get(pk=line_id)
    election = line.election
    if line.carried_at or election.state != ElectionState.RUNNING:
        return bool(line.carried_at)
    line.deeds = deeds_of(line.mandate, election)
    try:
        with transaction.atomic():
            _carry_over(line, by=by)
    except ValidationError as refusal:
        line.refusal = sentence_of(refusal)[:200]
        line.save(update_fields=["refusal"])
        return False
    line.carried_at, line.refusal = timezone.now(), ""
    line.save(update_fields=["carried_at", "refusal", "deeds"])
    return True


def _carry_over(line: ElectionLine, *, by: User) -> None:
    election, mandate = line.election, line.mandate
    if mandate.ended_on is None and line.outcome == Outcome.RE_ELECTED:
        ended = mandates.end_mandate(mandate, by=by, reason=MandateEnd.TERM_ENDED, on=election.on, note="换届连任")
        mandates.new_mandate(ended.deputy, ended.level, election.new, line.district, began_on=election.on)
    elif mandate.ended_on is None:
        registration.end_mandate(mandate, by=by, reason=MandateEnd.TERM_ENDED, on=election.on, note="换届离任")


@verb(ROWS, policies.can_take, "complete")
def complete(election: Election, *, by: User) -> Election:
    """Close the volume once every line is carried out: the old term gets its end, the volume its check code.

    Errors: Denied, Refused. Side effects: the election, the old term, one audit event.
    """
    if left := ElectionLine.objects.waiting().filter(election=election).count():
        raise Refused(f"还有 {left} 名代表没有办理，请先处理。")
    rewritten(
        election, state=ELECTION.after(election.state, "complete"), completed_at=timezone.now(), seal=seal_of(election)
    )
    CongressTerm.objects.filter(pk=election.old_id).update(ends_on=election.on)
    record("terms.complete", "完成换届", election, by=by, changes={"卷宗校验码": ["", election.seal]})
    return election


def seal_of(election: Election) -> str:
    """Return the check code (12 characters) of the volume: names, outcomes and deeds as they were frozen."""
    rows = election.lines.order_by("pk").values_list("mandate_id", "outcome", "deeds")
    said = json.dumps([election.pk, list(map(list, rows))], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:12].upper()


def deeds_of(mandate: Mandate, election: Election) -> dict[str, int | str]:
    """Return what a deputy did in the term, counted from the registers: check-ins, activities, receptions, matters done."""
    begins = mandate.began_on or election.old.begins_on or date(1949, 10, 1)
    first, last = (
        timezone.make_aware(datetime.combine(day, time.min)) for day in (begins, election.on + timedelta(days=1))
    )
    deputy: Deputy = mandate.deputy
    came = CheckIn.objects.standing().filter(deputy=deputy, at__gte=first, at__lt=last)
    received = VoterReception.objects.filter(deputies=deputy, received_on__gte=begins, received_on__lte=election.on)
    return {
        "name": deputy.name,
        "district": mandate.district.name if mandate.district else "",
        **came.aggregate(check_ins=Count("pk"), activities=Count("activity", distinct=True)),
        "receptions": received.count(),
        "told": received.told().count(),
        "files": deputy.registrations.filter(created_at__gte=first, created_at__lt=last).count(),
    }
