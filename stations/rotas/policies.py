"""Who may plan and change rotas, reception days and swaps now. Each raises Denied with the reason in Chinese."""

from django.utils import timezone

from deputies.mandates.queries import is_serving
from stations.places.models import Station
from stations.rotas.enums import SHIFT, SWAP, ShiftState, SwapSide
from stations.rotas.models import Shift, Swap, Watch
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.refusals import Denied


def can_plan_rota(user: User, station: Station) -> None:
    """The organising side (at a point its keeper too) plans the year of a station in use."""
    if not scope_of(user).is_staff_for(station.organising_area):
        raise Denied(f"该站点由{station.organising_area.name}主办，值班表请主办单位编排。")
    if not station.is_active:
        raise Denied("该站点已停用，不能编排值班。")


def can_arrange(user: User, station: Station) -> None:
    """The organising side arranges the reception days of a station."""
    if not scope_of(user).is_staff_for(station.organising_area):
        raise Denied(f"接待日由{station.organising_area.name}安排，请联系主办单位。")


def can_change_shift(user: User, shift: Shift) -> None:
    """The organising side changes a day that is still planned."""
    can_arrange(user, shift.station)
    if shift.state != ShiftState.PLANNED:
        raise Denied(f"这一天“{shift.get_state_display()}”，不能再改。")


def can_move_shift(user: User, shift: Shift, verb: str) -> None:
    """The organising side cancels a planned day, and notes who was there once the day has come."""
    can_arrange(user, shift.station)
    SHIFT.check(shift.state, verb)
    if verb == "hold" and shift.on > timezone.localdate():
        raise Denied("接待日还没到，到时再登记到岗。")


def can_ask_swap(user: User, watch: Watch) -> None:
    """The deputy on watch asks before the day begins."""
    if not watch.deputy.user_id or watch.deputy.user_id != user.pk:
        raise Denied("只能为自己的值班申请换班。")
    _can_be_swapped(watch.shift)


def _can_be_swapped(shift: Shift) -> None:
    if shift.state != ShiftState.PLANNED or shift.begins_at <= timezone.now():
        raise Denied("这一班已经开始、结束或取消，不能换班。")


def can_answer_swap(user: User, swap: Swap, verb: str) -> None:
    """The colleague accepts or declines, the one who asked withdraws; only while it is open and the day has not begun."""
    people = {SwapSide.ASKER: swap.asked_by, SwapSide.COLLEAGUE: swap.colleague}
    held = [side for side, person in people.items() if person.user_id == user.pk]
    SWAP.acting_side(swap.state, verb, held, {side: f"{person.name}代表" for side, person in people.items()})
    if verb == "accept":
        _can_be_swapped(swap.watch.shift)
        if not is_serving(swap.colleague):
            raise Denied("您目前没有在任的代表资格，不能接替值班。")
        if swap.watch.shift.watches.filter(deputy=swap.colleague).exists():
            raise Denied("您已经在这一班，不能再接替。")
