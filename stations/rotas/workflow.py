"""Writing rotas: a year from a rule, single reception days, who was there, swaps between deputies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.associates.models import Associate
from deputies.mandates.queries import is_serving
from deputies.people.models import Deputy
from stations.places.models import Station
from stations.rotas import policies
from stations.rotas.enums import SHIFT, SWAP, ShiftState, SwapState
from stations.rotas.models import Rota, Shift, Swap, Watch
from stations.rotas.rules import ShiftDay, shift_days, spread
from stations.rotas.tasks import tell_of_shift, tell_of_swap
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.changes import changes_of, filled, made, rewritten
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused, required
from yunhe.kit.verbs import verb
from yunhe.kit.words import day, listed

NO_DAYS = "按这个规则，这一年剩下的日子里没有接待日，请换一个年度或规则。"


@dataclass(frozen=True)
class RotaDraft:
    """A year that has not been written: its days, who serves on each, and who falls short of the least number."""

    days: list[ShiftDay]
    served: list[list[Deputy]]
    at_least: int

    @property
    def rows(self) -> list[tuple[ShiftDay, list[Deputy]]]:
        """Each day with its deputies."""
        return list(zip(self.days, self.served, strict=True))

    @property
    def short(self) -> list[tuple[Deputy, int]]:
        """Deputies who would serve less than `at_least` times, with their number."""
        times: dict[Deputy, int] = {}
        for people in self.served:
            for person in people:
                times[person] = times.get(person, 0) + 1
        return [(person, number) for person, number in times.items() if number < self.at_least]

    def left_out(self, people: Sequence[Deputy]) -> list[Deputy]:
        """Return those of `people` who would not serve at all."""
        serving = {person.pk for served in self.served for person in served}
        return [person for person in people if person.pk not in serving]


def draft_rota(rota: Rota, deputies: Sequence[Deputy]) -> RotaDraft:
    """Return the year that `rota` (not saved) would give, from today on. Writes nothing."""
    days = shift_days(rota.rule, rota.year, since=timezone.localdate())
    return RotaDraft(days, spread(deputies, len(days), rota.per_shift), rota.at_least)


SHIFTS = Shift.objects.select_related("station__organising_area", "station__location_area", "rota")


def _areas(shift: Shift) -> list[Area]:
    return [shift.station.organising_area, shift.station.location_area]


def _check_serving(deputies: Iterable[Deputy]) -> list[Deputy]:
    people = list(deputies)
    for deputy in people:
        if not is_serving(deputy):
            raise Refused(f"{deputy.name}目前没有在任的代表资格，不能排班。")
    return people


@transaction.atomic
def plan_rota(*, by: User, station: Station, deputies: Sequence[Deputy], **facts: Any) -> Rota:
    """Write the year of `station` with its reception days from today on, and who serves on each.

    facts: year, rhythm, months, day, weekday, nth, starts, ends, per_shift, at_least. Errors: Denied, ValidationError.
    Side effects: one Rota, its Shifts and Watches, one audit event.
    """
    policies.can_plan_rota(by, station)
    people = _check_serving(deputies)
    if not people:
        raise Refused({"deputies": "请至少勾选一位值班代表。"})
    rota = Rota(station=station, created_by=by.display_name, **facts)
    rota.full_clean()
    draft = draft_rota(rota, people)
    if not draft.days:
        raise Refused(NO_DAYS)
    taken = Shift.objects.exclude(state=ShiftState.CANCELLED).filter(
        station=station, on__in=[one.on for one in draft.days]
    )
    if clash := taken.first():
        raise Refused(f"{day(clash.on)}已有接待日，请换一个规则。")
    rota.save()
    shifts = Shift.objects.bulk_create(
        Shift(rota=rota, station=station, planned_on=one.planned, on=one.on, starts=rota.starts, ends=rota.ends)
        for one in draft.days
    )
    Watch.objects.bulk_create(
        Watch(shift=shift, deputy=deputy)
        for shift, served in zip(shifts, draft.served, strict=True)
        for deputy in served
    )
    changes = {"接待日": [0, len(shifts)], "值班代表": [0, len(people)]}
    record("stations.plan_rota", "编排值班表", rota, by=by, changes=changes, areas=[station.organising_area])
    return rota


def _names(shift: Shift) -> str:
    return "、".join(shift.deputies.order_by("name_pinyin", "pk").values_list("name", flat=True))


@verb(SHIFTS, policies.can_change_shift)
def change_shift(
    shift: Shift,
    *,
    by: User,
    deputies: Iterable[Deputy],
    helpers: Iterable[Associate] | None = None,
    **facts: Any,
) -> Shift:
    """Change day, hours, topic, deputies or helpers of a planned reception day. Watches that stay keep their swaps.

    facts: on, starts, ends, topic. Errors: Denied, ValidationError. Side effects: the shift and its watches, one audit
    event; on commit the notice where the day is near.
    """
    if facts.get("on", shift.on) < timezone.localdate():
        raise Refused({"on": "接待日期不能早于今天。"})
    people, old_names = _check_serving(deputies), _names(shift)
    before = filled(shift, facts)
    shift.revision += 1
    shift.full_clean()
    shift.save(update_fields=[*facts, "revision"])
    shift.watches.exclude(deputy__in=people).delete()
    known = set(shift.watches.values_list("deputy_id", flat=True))
    Watch.objects.bulk_create(Watch(shift=shift, deputy=who) for who in people if who.pk not in known)
    changes = changes_of(shift, before)
    if (names := _names(shift)) != old_names:
        changes["值班代表"] = [old_names, names]
    if helpers is not None:
        helped = listed(shift.helpers.order_by("name_pinyin", "pk"))
        shift.helpers.set(helpers)
        if (now := listed(shift.helpers.order_by("name_pinyin", "pk"))) != helped:
            changes["协助人员"] = [helped, now]
    if changes:
        record("stations.change_shift", "调整接待日", shift, by=by, changes=changes, areas=_areas(shift))
        _tell_when_near(shift)
    return shift


def _tell_when_near(shift: Shift) -> None:
    if (shift.on - timezone.localdate()).days <= 3:
        later(tell_of_shift, shift.pk)


@verb(SHIFTS, policies.can_move_shift, "hold")
def hold_shift(shift: Shift, *, by: User, present: Iterable[Deputy]) -> Shift:
    """Note that the reception day was held, and which of its deputies were there.

    Errors: Denied. Side effects: the shift and its watches, one audit event.
    """
    shift.state = SHIFT.after(shift.state, "hold")
    there = {deputy.pk for deputy in present}
    for watch in shift.watches.all():
        watch.was_present = watch.deputy_id in there
        watch.save(update_fields=["was_present"])
    shift.save(update_fields=["state"])
    changes = {"到岗": [0, shift.watches.filter(was_present=True).count()]}
    record("stations.hold_shift", "登记接待日到岗", shift, by=by, changes=changes, areas=_areas(shift))
    return shift


@verb(SHIFTS, policies.can_move_shift, "cancel")
def cancel_shift(shift: Shift, *, by: User, reason: str, make_up_on: date | None = None) -> Shift | None:
    """Cancel a reception day; with `make_up_on` the same deputies receive on that day instead, which is returned.

    Errors: Denied, ValidationError. Side effects: the shift, perhaps a new one with its watches, one audit event.
    """
    reason = required(reason, "取消接待日须写明原因。", field="reason")
    if make_up_on and make_up_on < timezone.localdate():
        raise Refused({"make_up_on": "补接待的日期不能早于今天。"})
    rewritten(shift, state=SHIFT.after(shift.state, "cancel"), cancel_reason=reason, revision=shift.revision + 1)
    instead = None
    if make_up_on:
        same = {name: getattr(shift, name) for name in ("rota", "station", "planned_on", "starts", "ends", "topic")}
        instead = made(Shift(on=make_up_on, **same))
        people = shift.watches.values_list("deputy_id", flat=True)
        Watch.objects.bulk_create(Watch(shift=instead, deputy_id=pk) for pk in people)
        _tell_when_near(instead)
    changes = {"补接待日": ["", f"{make_up_on}"]} if make_up_on else {}
    record("stations.cancel_shift", "取消接待日", shift, by=by, reason=reason, changes=changes, areas=_areas(shift))
    return instead


@transaction.atomic
def ask_swap(watch: Watch, *, by: User, colleague: Deputy, note: str = "") -> Swap:
    """Ask `colleague` to take a watch over. Errors: Denied, ValidationError. Side effects: one Swap, audit, notice."""
    shift = locked(SHIFTS, watch.shift)
    watch = shift.watches.select_related("deputy", "shift").get(pk=watch.pk)
    policies.can_ask_swap(by, watch)
    _check_serving([colleague])
    if shift.watches.filter(deputy=colleague).exists():
        raise Refused({"colleague": f"{colleague.name}代表本来就在这一班，请选另一位。"})
    swap = made(Swap(watch=watch, asked_by=watch.deputy, colleague=colleague, note=note.strip()))
    changes = {"接替人": ["", colleague.name]}
    record("stations.ask_swap", "申请换班", shift, by=by, changes=changes, areas=_areas(shift))
    later(tell_of_swap, swap.pk)
    return swap


@transaction.atomic
def answer_swap(swap: Swap, *, by: User, verb: str) -> Swap:
    """Accept, decline or withdraw a swap; accepting puts the colleague on the watch.

    Errors: Denied. Side effects: locks the shift; the Swap, perhaps the Watch; one audit event; notices.
    """
    shift = locked(SHIFTS, swap.watch.shift)
    swap = locked(Swap.objects.select_related("watch__shift__station", "asked_by", "colleague"), swap)
    policies.can_answer_swap(by, swap, verb)
    before = swap.get_state_display()
    swap.state, swap.answered_at = SWAP.after(swap.state, verb), timezone.now()
    swap.save(update_fields=["state", "answered_at"])
    if swap.state == SwapState.ACCEPTED:
        swap.watch.deputy = swap.colleague
        swap.watch.save(update_fields=["deputy"])
        _tell_when_near(shift)
    now = swap.get_state_display()
    changes = {"换班": [before, now], "值班代表": [swap.asked_by.name, swap.colleague.name]}
    record("stations.answer_swap", f"换班：{now}", shift, by=by, changes=changes, areas=_areas(shift))
    later(tell_of_swap, swap.pk)
    return swap
