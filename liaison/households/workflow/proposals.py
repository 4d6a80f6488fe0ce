"""Asking for a proposal, computing it, accepting it line by line, by village or as a whole, giving it up."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.mandates.models import Mandate
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.households import matching, policies
from liaison.households.enums import PROPOSAL, PairEnd, PairSource, ProposalState, RowChange
from liaison.households.matching import Keeper, Match, Need
from liaison.households.models import ENDING, DeputyPair, Household, HouseholdPair, PairingProposal, ProposalRow
from liaison.households.queries import Targets, member_targets, pairing_pool, spread, told
from liaison.households.tasks import tell_of_accepted
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record, record_many
from yunhe.jobs import workflow as jobs
from yunhe.jobs.errands import later
from yunhe.kit.changes import made
from yunhe.kit.copying import copy_in
from yunhe.kit.moves import locked
from yunhe.kit.words import listed

TASK = "liaison.households.jobs.compute_proposal"
Progress = Callable[[int, int], None]
COLUMNS = (
    "proposal_id", "household_id", "member_id", "deputy_id", "current", "current_names", "change", "distance",
)  # fmt: skip


@transaction.atomic
def ask_for_proposal(unit: Area, *, by: User, low: int, high: int, keep: bool, over: bool) -> PairingProposal:
    """Have a proposal computed by a worker; an older one of the unit that still waits is given up.

    Errors: Denied, Refused. Side effects: one PairingProposal, one Job, one audit event, on commit a message.
    """
    policies.can_pair_in(by, unit)
    older = PairingProposal.objects.select_for_update(of=("self",)).filter(unit=unit)
    older.exclude(state=ProposalState.CLOSED).update(state=ProposalState.CLOSED)
    proposal = made(PairingProposal(unit=unit, low=low, high=high, keep=keep, over=over, made_by=by.display_name))
    label = f"计算{unit}结对方案"
    proposal.job = jobs.start(kind="pairing", label=label, task=TASK, argument={"proposal": proposal.pk}, by=by)
    proposal.save(update_fields=["job"])
    record("contacts.ask_for_proposal", "生成结对方案", proposal, by=by, areas=[unit])
    return proposal


def keepers_of(deputies: Iterable[Deputy]) -> list[Keeper]:
    """Return `deputies` (with residence loaded) as the matching knows them."""
    return [
        Keeper(one.pk, one.home_village_id, one.residence_id, one.residence.unit_id if one.residence else None)
        for one in deputies
    ]


def _households(unit: Area) -> list[Need]:
    """Return the households that the township deputies share out: all but those that another serving deputy, of the
    county or of another place, keeps in touch with; those pairs are nobody's to break here.
    """
    acting = Mandate.objects.acting().exclude(deputy__in=pairing_pool(unit).values("pk"))
    others = HouseholdPair.objects.open().filter(deputy__mandates__in=acting).values("household")
    current: dict[int, list[int]] = {}
    pairs = HouseholdPair.objects.open().filter(household__village__path__startswith=unit.path)
    for household_id, deputy_id in pairs.order_by("began_on", "pk").values_list("household_id", "deputy_id"):
        current.setdefault(household_id, []).append(deputy_id)
    rows = Household.objects.current().of_unit(unit).exclude(pk__in=others).order_by("pk")
    return [
        Need(pk, village, community, street, tuple(current.get(pk, ())))
        for pk, village, community, street in rows.values_list("pk", "village_id", "community_id", "community__unit_id")
    ]


def _members(unit: Area) -> list[Need]:
    """Return the township deputies who need a county deputy: all but those who are county deputies themselves."""
    leaders = set(pairing_pool(unit, CongressLevel.COUNTY).values_list("pk", flat=True))
    current = dict(DeputyPair.objects.open().filter(member__origin=unit).values_list("member_id", "leader_id"))
    rows = pairing_pool(unit).exclude(pk__in=leaders).select_related("residence")
    return [
        Need(one.id, one.village, one.community, one.street, (current[one.id],) if one.id in current else ())
        for one in keepers_of(rows)
    ]


def change_of(current: tuple[int, ...], proposed: int | None) -> RowChange:
    """Return what a line changes: today's deputies against the one proposed."""
    if proposed is None:
        return RowChange.ENDED if current else RowChange.UNCOVERED
    if not current:
        return RowChange.NEW
    return RowChange.KEPT if current == (proposed,) else RowChange.CHANGED


def compute(proposal: PairingProposal, *, progress: Progress | None = None) -> PairingProposal:
    """Compute and write the lines of a proposal (COMPUTING → READY). Repeating it changes nothing.

    Side effects: ProposalRows, the summary. The registers are not touched.
    """
    advance = progress or (lambda done, total: None)
    unit, targets = proposal.unit, Targets(proposal.low, proposal.high)
    deputies = keepers_of(pairing_pool(unit).select_related("residence"))
    leaders = keepers_of(pairing_pool(unit, CongressLevel.COUNTY).select_related("residence"))
    households, members = _households(unit), _members(unit)
    left_out = Household.objects.current().of_unit(unit).count() - len(households)
    total = len(households) + len(members)
    advance(total // 10, total)
    options = {"keep": proposal.keep, "over": proposal.over}
    lower = matching.propose(deputies, households, high=proposal.high, **options)
    advance(total // 2, total)
    upper = matching.propose(leaders, members, high=member_targets().high, keep=proposal.keep)
    lines = [
        *_lines(proposal, leaders, members, upper, is_member=True),
        *_lines(proposal, deputies, households, lower, is_member=False),
    ]
    with transaction.atomic():
        this = locked(PairingProposal.objects.all(), proposal)
        if this.state != ProposalState.COMPUTING:
            return this
        this.rows.all().delete()
        copy_in(ProposalRow, COLUMNS, lines)
        this.summary = {
            "left_out": left_out,
            "households": _summary(households, lower, targets, who="乡镇代表", what="户", over=proposal.over),
            "members": _summary(members, upper, member_targets(), who="县代表", what="名乡镇代表", over=True),
        }
        this.state = PROPOSAL.after(this.state, "compute")
        this.save(update_fields=["summary", "state"])
    advance(total, total)
    return this


def _lines(proposal: PairingProposal, keepers: list[Keeper], needs: list[Need], match: Match, *, is_member: bool):
    known = {keeper.id: keeper for keeper in keepers}
    names = dict(Deputy.objects.filter(pk__in={pk for need in needs for pk in need.current}).values_list("pk", "name"))
    for need in needs:
        chosen = match.keeper_of[need.id]
        today = listed(names[pk] for pk in need.current)[:120]
        far = matching.distance(known[chosen], need) if chosen else matching.ANY
        owner = (None, need.id) if is_member else (need.id, None)
        yield (proposal.pk, *owner, chosen, list(need.current), today, str(change_of(need.current, chosen)), far)


def _summary(needs: list[Need], match: Match, targets: Targets, *, who: str, what: str, over: bool) -> dict[str, Any]:
    counts = dict.fromkeys((str(change) for change in RowChange), 0)
    before: dict[int, int] = {}
    for need in needs:
        counts[str(change_of(need.current, match.keeper_of[need.id]))] += 1
        for keeper in need.current:
            before[keeper] = before.get(keeper, 0) + 1
    return {
        "needs": len(needs),
        "keepers": len(match.loads),
        "low": targets.low,
        "high": targets.high,
        "counts": counts,
        "doubled": sum(1 for need in needs if len(need.current) > 1),
        "before": spread([before.get(keeper, 0) for keeper in match.loads], targets),
        "after": spread(list(match.loads.values()), targets),
        "words": told(len(needs), len(match.loads), targets, who=who, what=what, over=over),
    }


@transaction.atomic
def accept_rows(proposal: PairingProposal, rows: Iterable[int], *, by: User) -> tuple[int, int]:
    """Make the lines with primary keys `rows` real; return (how many, how many were left because things have changed).

    A line is left, and marked so, when its household or deputy is no longer as the proposal saw it. Errors: Denied,
    Refused. Side effects: pairs end as rearranged and begin, one audit event a household or deputy, on commit notices.
    """
    this = _own(proposal, by)
    PROPOSAL.check(this.state, "accept")
    waiting = list(this.rows.waiting().filter(pk__in=list(rows)).order_by("pk"))
    households = _take_households(this, [row for row in waiting if row.household_id], by)
    members = _take_members(this, [row for row in waiting if row.member_id], by)
    taken = households + members
    stale = {row.pk for row in waiting} - set(taken)
    this.rows.filter(pk__in=taken).update(taken_at=timezone.now())
    this.rows.filter(pk__in=stale).update(is_stale=True)
    if not this.rows.waiting().exists():
        this.state = PROPOSAL.after(this.state, "accept")
        this.save(update_fields=["state"])
    if taken:
        changes = {"采纳": [None, len(taken)], "情况已变": [None, len(stale)]}
        record("contacts.accept_proposal", "采纳结对方案", this, by=by, changes=changes, areas=[this.unit])
        later(tell_of_accepted, this.pk)
    return len(taken), len(stale)


def _own(proposal: PairingProposal, by: User) -> PairingProposal:
    """Return `proposal` locked, once `by` may arrange pairs in its unit."""
    this = locked(PairingProposal.objects.select_related("unit"), proposal)
    policies.can_pair_in(by, this.unit)
    return this


def _take_households(proposal: PairingProposal, rows: list[ProposalRow], by: User) -> list[int]:
    ids = [row.household_id for row in rows]
    known = Household.objects.select_for_update(of=("self",)).current().select_related("village", "community")
    households = known.in_bulk(ids)
    pairs: dict[int, list[HouseholdPair]] = {}
    for pair in HouseholdPair.objects.open().filter(household__in=ids).order_by("began_on", "pk"):
        pairs.setdefault(pair.household_id, []).append(pair)
    serving = set(pairing_pool(proposal.unit).values_list("pk", flat=True))
    names = dict(Deputy.objects.filter(household_pairs__household__in=ids).values_list("pk", "name"))
    names.update(Deputy.objects.filter(pk__in=serving).values_list("pk", "name"))
    ended, new, taken, entries = [], [], [], []
    how = {"source": PairSource.PROPOSAL, "made_by": by.display_name}
    for row in rows:
        current = pairs.get(row.household_id or 0, [])
        is_same = [pair.deputy_id for pair in current] == row.current
        if row.household_id not in households or not is_same or (row.deputy_id and row.deputy_id not in serving):
            continue
        household = households[row.household_id]
        for pair in current:
            if pair.deputy_id != row.deputy_id:
                pair.end(PairEnd.REARRANGED)
                ended.append(pair)
        if row.deputy_id and row.deputy_id not in row.current:
            new.append(HouseholdPair(deputy_id=row.deputy_id, household=household, **how))
        before = listed(names[pair.deputy_id] for pair in current)
        after = names[row.deputy_id] if row.deputy_id else ""
        paths = {area.path for area in household.areas}
        entries.append((household.pk, str(household), {"联系代表": [before, after]}, paths))
        taken.append(row.pk)
    HouseholdPair.objects.bulk_update(ended, ENDING, batch_size=1000)
    HouseholdPair.objects.bulk_create(new, batch_size=1000)
    if entries:
        record_many("contacts.accept_pair", "按方案结对", Household, entries, by=by, reason=f"采纳{proposal}")
    return taken


def _take_members(proposal: PairingProposal, rows: list[ProposalRow], by: User) -> list[int]:
    ids = [row.member_id for row in rows]
    pairs = {pair.member_id: pair for pair in DeputyPair.objects.select_for_update().open().filter(member__in=ids)}
    members = pairing_pool(proposal.unit).in_bulk(ids)
    leaders = pairing_pool(proposal.unit, CongressLevel.COUNTY).in_bulk()
    names = dict(Deputy.objects.filter(pk__in=[pair.leader_id for pair in pairs.values()]).values_list("pk", "name"))
    new, taken, entries = [], [], []
    how = {"source": PairSource.PROPOSAL, "made_by": by.display_name}
    for row in rows:
        pair = pairs.get(row.member_id or 0)
        is_same = ([pair.leader_id] if pair else []) == row.current
        if row.member_id not in members or not is_same or (row.deputy_id and row.deputy_id not in leaders):
            continue
        if pair:
            pair.end(PairEnd.REARRANGED)
            pair.save(update_fields=ENDING)
        if row.deputy_id and row.member_id:
            new.append(DeputyPair(leader_id=row.deputy_id, member_id=row.member_id, **how))
        before = names[pair.leader_id] if pair else ""
        after = leaders[row.deputy_id].name if row.deputy_id else ""
        member = members[row.member_id]
        entries.append((member.pk, member.name, {"结对县代表": [before, after]}, {proposal.unit.path}))
        taken.append(row.pk)
    DeputyPair.objects.bulk_create(new)
    if entries:
        record_many("contacts.accept_deputy_pair", "按方案结对代表", Deputy, entries, by=by, reason=f"采纳{proposal}")
    return taken


@transaction.atomic
def give_up_proposal(proposal: PairingProposal, *, by: User) -> PairingProposal:
    """Close a proposal; what was accepted stays. Errors: Denied, Refused. Side effects: the row, one audit event."""
    this = _own(proposal, by)
    this.state = PROPOSAL.after(this.state, "give_up")
    this.save(update_fields=["state"])
    record("contacts.give_up_proposal", "放弃结对方案", this, by=by, areas=[this.unit])
    return this
