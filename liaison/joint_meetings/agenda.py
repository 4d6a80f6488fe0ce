"""The agenda of a joint meeting, drafted from what is open between two units. Reads only."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from liaison.discrepancies.models import Discrepancy
from liaison.joint_meetings.enums import AgendaKind
from liaison.joint_meetings.models import Resolution
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.registration.models import Registration
from stations.presence.models import CheckIn
from yunhe.areas.models import Area

SILENT_DAYS = 90  # nobody has prescribed it; the same as on the home page
SHOWN = 30  # lines of one item; the rest is counted


@dataclass(frozen=True)
class Draft:
    """One drafted item: its kind, title and the lines under it."""

    kind: str
    title: str
    text: str


def open_discrepancies(origin: Area, residence: Area) -> QuerySet[Discrepancy]:
    """Return what the sides of the pair's registrations differ on."""
    rows = Discrepancy.objects.open().filter(registration__origin=origin, registration__residence=residence)
    return rows.select_related("registration__deputy", "registration__origin", "registration__residence")


def late_registrations(origin: Area, residence: Area) -> QuerySet[Registration]:
    """Return the pair's registrations whose step is past its deadline."""
    rows = Registration.objects.late().filter(origin=origin, residence=residence)
    return rows.select_related("deputy").order_by("due_on", "pk")


def late_lines(origin: Area, residence: Area) -> QuerySet[LedgerEntry]:
    """Return the pair's ledger lines that are late, or that nobody has confirmed in the round under way."""
    today = timezone.localdate()
    unfinished = LedgerEntry.objects.filter(
        origin=origin, residence=residence, state__in=(EntryState.OPEN, EntryState.CONFIRMED)
    )
    closed = unfinished.filter(round__closes_on__lt=today)
    newest = LedgerRound.objects.filter(closes_on__gte=today).first()
    waiting = unfinished.filter(round=newest, state=EntryState.OPEN) if newest else unfinished.none()
    return (closed | waiting).select_related("deputy", "round").order_by("round__half", "deputy__name_pinyin")


def silent_registrations(origin: Area, residence: Area, days: int = SILENT_DAYS) -> QuerySet[Registration]:
    """Return the pair's co-managed registrations whose deputy has checked in nowhere for `days` days since being received."""
    since = timezone.now() - timedelta(days=days)
    active = CheckIn.objects.standing().filter(at__gte=since).values("deputy_id")
    rows = Registration.objects.co_managed().filter(origin=origin, residence=residence, received_at__lt=since)
    return rows.exclude(deputy_id__in=active).select_related("deputy").order_by("deputy__name_pinyin")


def open_resolutions(origin: Area, residence: Area) -> QuerySet[Resolution]:
    """Return what earlier meetings of the pair have resolved and nobody has finished."""
    rows = Resolution.objects.open().filter(meeting__origin=origin, meeting__residence=residence)
    return rows.select_related("unit", "owner", "meeting")


def draft_agenda(origin: Area, residence: Area) -> list[Draft]:
    """Return the items for a meeting of two units; what has nothing open is left out, the last item always stands."""
    today = timezone.localdate()
    parts = (
        (
            AgendaKind.RESOLUTIONS,
            "检查以往议定事项 {} 项",
            [
                f"{one.text}（{one.owner_label}，{one.due_on:%Y-%m-%d}{'，已逾期' if one.is_late else ''}）"
                for one in open_resolutions(origin, residence)
            ],
        ),
        (
            AgendaKind.DISCREPANCIES,
            "核对说法不一致的信息 {} 件",
            [
                f"{one.registration.deputy.name}：{one.get_fact_display()}（已有 {one.days_label}，由{one.settlers_label}核定）"
                for one in open_discrepancies(origin, residence)
            ],
        ),
        (
            AgendaKind.LATE_REGISTRATIONS,
            "办理逾期的登记报到 {} 份",
            [
                f"{one.deputy.name}：{one.get_state_display()}，应于 {one.due_on:%Y-%m-%d} 前办理"
                for one in late_registrations(origin, residence)
            ],
        ),
        (
            AgendaKind.LEDGER,
            "补齐半年台账 {} 条",
            [f"{one.deputy.name}：{one.round}{one.get_state_display()}" for one in late_lines(origin, residence)],
        ),
        (
            AgendaKind.SILENT,
            f"联系 {SILENT_DAYS} 天没有参加活动的代表 {{}} 名",
            [
                f"{one.deputy.name}（{(today - timezone.localdate(one.received_at)).days} 天前由社区接收）"
                for one in silent_registrations(origin, residence)
                if one.received_at
            ],
        ),
    )
    drafts = [Draft(kind, title.format(len(lines)), _listed(lines)) for kind, title, lines in parts if lines]
    return [*drafts, Draft(AgendaKind.OTHER, "通报共管情况，研究下一步安排", "")]


def _listed(lines: list[str]) -> str:
    rest = [f"……另有 {len(lines) - SHOWN} 条"] if len(lines) > SHOWN else []
    return "\n".join([*lines[:SHOWN], *rest])
