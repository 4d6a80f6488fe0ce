"""What is said about rounds, lines and registers, and to whom. Nothing personal in it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count
from django.urls import reverse

from liaison.ledger.clocks import reminder_on
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry, LedgerRound, RegisterKeeper
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.kit.reminders import Rung
from yunhe.kit.words import day
from yunhe.notices.telling import Message, holders

KIND = "ledger"
URGENT_DAYS = 3


def _opening(opened: LedgerRound, rung: Rung, left: int) -> str:
    closes = day(opened.closes_on)
    if rung.slot == "opening":
        return f"{opened}已开启，请在{closes}前完成。"
    if left < 0:
        return f"{opened}已于{closes}截止，仍未完成。"
    return f"{opened}还有 {left} 天截止（{closes}）。" if left else f"{opened}今天截止。"


def of_round(opened: LedgerRound, on: date) -> Iterator[Message]:
    """Remind deputies who have not confirmed and offices with work left, each county too once it is late; a key a reminder."""
    rung = reminder_on(opened.opened_on, opened.closes_on, on)
    if rung is None:
        return
    left = (opened.closes_on - on).days
    said, key = _opening(opened, rung, left), f"ledger-{opened.half}-{rung.slot}"

    def message(to: Iterable[User | None], group: str, title: str, body: str, url: str) -> Message:
        return Message(to, f"{key}-{group}", KIND, title, f"{said}{body}", url, is_urgent=left <= URGENT_DAYS)

    waiting = opened.entries.filter(state=EntryState.OPEN, deputy__user__is_active=True)
    deputies = [entry.deputy.user for entry in waiting.select_related("deputy__user").defer("facts", "confirmed")]
    yield message(deputies, "deputy", f"请确认{opened}", "没有变化的话点两下就好。", reverse("ledger:my-ledger"))
    totals: dict[Area, Counter[str]] = {}
    for unit, number in _left_by_origin(opened):
        body = f"{unit.name}：待代表确认 {number[EntryState.OPEN]} 条，待会签 {number[EntryState.CONFIRMED]} 条。"
        staff = holders(unit, Role.OFFICE_STAFF)
        yield message(staff, f"office-{unit.pk}", f"{opened}提醒", body, opened.get_absolute_url())
        if unit.parent:
            totals.setdefault(unit.parent, Counter()).update(number)
    for county, number in totals.items() if rung.is_late else ():
        body = f"全县待代表确认 {number[EntryState.OPEN]} 条，待会签 {number[EntryState.CONFIRMED]} 条。"
        office = holders(county, Role.COUNTY_OFFICE)
        yield message(office, f"county-{county.pk}", f"{opened}逾期", body, opened.get_absolute_url())


def _left_by_origin(opened: LedgerRound) -> Iterator[tuple[Area, Counter[str]]]:
    """Yield the origin units with work left, and how many lines are in which state."""
    left: dict[int, Counter[str]] = {}
    lines = opened.entries.incomplete().order_by().values_list("origin_id", "state")  # type: ignore[attr-defined]
    for origin, state, number in lines.annotate(Count("pk")):
        left.setdefault(origin, Counter())[state] = number
    for unit in Area.objects.filter(pk__in=left).select_related("parent").order_by("order", "code"):
        yield unit, left[unit.pk]


def of_sending_back(entry: LedgerEntry) -> Iterator[Message]:
    """Tell the deputy what the keeper asks to complete."""
    yield Message(
        [entry.deputy.user],
        key=f"ledger-sent-back-{entry.pk}-{entry.confirmed_at:%Y%m%d%H%M%S}",
        kind=KIND,
        title=f"{entry.round}请补充",
        body=f"{entry.origin.name}请您补充：{entry.send_back_note}",
        url=entry.get_absolute_url(),
    )


def of_keeper(keeper: RegisterKeeper) -> Iterator[Message]:
    """Tell a new keeper of the naming."""
    yield Message(
        [keeper.user],
        key=f"ledger-keeper-{keeper.pk}",
        kind=KIND,
        title=f"您是{keeper.area.name}流动代表登记册的登记管理人",
        body=f"{keeper.named_by}指定您保管登记册。请核对份数后确认接收。",
        url=reverse("ledger:keeper-list"),
    )
