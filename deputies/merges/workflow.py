"""Joining two records of one person, parting them again, telling two people apart."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from deputies.merges.facts import columns_to_take
from deputies.merges.journal import Journal, fold
from deputies.merges.models import Distinction, Merge
from deputies.merges.objections import objections_to, same_seats
from deputies.merges.policies import can_end_distinction, can_merge, can_tell_apart, can_undo_merge
from deputies.people.models import Deputy
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.changes import made
from yunhe.kit.refusals import Refused, required
from yunhe.kit.verbs import verb

ROWS = Deputy.objects.select_related("origin__parent", "residence__unit", "home_village", "user")
MERGES = Merge.objects.select_related("kept__origin", "kept__residence", "origin")
DISTINCTIONS = Distinction.objects.select_related("first__origin", "second__origin")


def _both(one: Deputy, other: Deputy) -> tuple[Deputy, Deputy]:
    """Return both anew, their rows locked in one order, so that two people who join them crosswise do not wait for each other."""
    pks = sorted({one.pk, other.pk})
    rows = {row.pk: row for row in ROWS.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")}
    if len(rows) < len(pks):
        raise Refused("其中一份档案已经不在了，可能刚刚被别人合并。请查看最新名册。")
    return rows[one.pk], rows[other.pk]


@transaction.atomic
def merge(kept: Deputy, gone: Deputy, *, by: User, reason: str, take: Iterable[str] = ()) -> Merge:
    """Join the record `gone` into `kept`: all that hangs on it, and what `kept` does not know itself.

    take: keys of deputies.merges.facts.CHOICES for which `gone` is right where both say something. Both rows are locked; what
    both have once (the same seat, the same activity) is there once afterwards. Raises Denied, or Refused with everything that
    stands against it. Side effects: the relations of `gone`, its row deleted, `kept`, one Merge, an audit event for each of the two.
    """
    if kept.pk == gone.pk:
        raise Refused("请选择两份不同的档案。")
    reason = required(reason, "请写明认定为同一人的依据。", field="reason")
    ours, theirs = _both(kept, gone)
    can_merge(by, ours, theirs)
    if against := objections_to(ours, theirs):
        raise Refused(against)
    journal = Journal()
    for our, their in same_seats(ours, theirs):
        if their.district_id and not our.district_id:
            journal.write(our, {"district_id": their.district_id})
        fold(our, their, journal)
        journal.take_out(their)
    fold(ours, theirs, journal)
    taken = columns_to_take(ours, theirs, take)
    account = theirs.user_id if theirs.user and not (ours.user and ours.user.is_active) else None
    areas = [*ours.areas, *theirs.areas]
    record(
        "deputies.merge", "并入另一份档案", theirs, by=by, reason=reason, areas=areas, changes={"并入": ["", str(ours)]}
    )
    journal.take_out(theirs)
    if account:
        taken["user_id"] = account
    if taken:
        journal.write(ours, taken)
    moved = {noun: number for noun, number in journal.moved.items() if noun}
    merged = made(
        Merge(
            kept=ours,
            gone_id=gone.pk,
            gone_name=theirs.name,
            origin=theirs.origin,
            reason=reason,
            moved=moved,
            journal=journal.steps,
            created_by=by.display_name,
        )
    )
    changes = {"移来的记录": ["", merged.moved_label or "无"]}
    record("deputies.merge", "合并代表档案", ours, by=by, reason=reason, areas=areas, changes=changes)
    return merged


@verb(MERGES, can_undo_merge)
def undo_merge(merge: Merge, *, by: User) -> list[str]:
    """Part the two records again. Returns the labels of facts that somebody has changed since: they stay as they are.

    What was entered after the merge stays with the kept record. Raises Denied, or Refused where the merge was taken back already, a
    later merge builds on it, or something entered since stands in the way. Side effects: all of `merge` backwards, one audit event for each.
    """
    if merge.undone_at:
        raise Refused("这次合并已经撤销。")
    if merge.kept.merges.standing().filter(pk__gt=merge.pk).exists():
        raise Refused("这份档案后来又并入了别的档案。请先撤销后来的合并。")
    try:
        with transaction.atomic():
            left = Journal(merge.journal).revert()
    except IntegrityError as error:
        raise Refused("合并之后登记的内容与并入的档案冲突，不能撤销。请在档案里逐一更正。") from error
    merge.undone_at, merge.undone_by = timezone.now(), by.display_name
    merge.save(update_fields=["undone_at", "undone_by"])
    parted = ROWS.get(pk=merge.gone_id)
    areas = [*merge.areas, *parted.areas]
    for deputy in (merge.kept, parted):
        record(
            "deputies.undo_merge", "撤销合并档案", deputy, by=by, areas=areas, changes={"合并": [str(merge), "已撤销"]}
        )
    return left


@transaction.atomic
def tell_apart(one: Deputy, other: Deputy, *, by: User, reason: str) -> Distinction:
    """Say that two records that look alike are two people, so that nobody is asked again.

    Raises Denied, Refused. Side effects: Distinction, an audit event for each of the two.
    """
    reason = required(reason, "请写明认定为不同的人的依据。", field="reason")
    first, second = sorted(_both(one, other), key=lambda deputy: deputy.pk)
    can_tell_apart(by, first, second)
    found = made(Distinction(first=first, second=second, reason=reason, created_by=by.display_name))
    for deputy, twin in ((first, second), (second, first)):
        record(
            "deputies.tell_apart",
            "认定不是同一人",
            deputy,
            by=by,
            reason=reason,
            changes={"不是同一人": ["", str(twin)]},
        )
    return found


@verb(DISTINCTIONS, can_end_distinction)
def end_distinction(distinction: Distinction, *, by: User) -> Distinction:
    """Take back that two records are two people; they are offered for comparison again. Side effect: an audit event for each."""
    if distinction.undone_at:
        raise Refused("这条认定已经撤销。")
    distinction.undone_at, distinction.undone_by = timezone.now(), by.display_name
    distinction.save(update_fields=["undone_at", "undone_by"])
    pair = (distinction.first, distinction.second)
    for deputy, twin in (pair, pair[::-1]):
        record("deputies.end_distinction", "撤销不同人认定", deputy, by=by, changes={"不是同一人": [str(twin), ""]})
    return distinction
