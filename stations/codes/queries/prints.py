"""Reading prints: what a choice of codes comes to, and which papers no longer say what is true."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone

from deputies.mandates.models import Mandate
from deputies.people.models import Deputy
from stations.activities.enums import ActivityState
from stations.activities.models import Activity
from stations.codes.captions import changes, words_of
from stations.codes.enums import CodeKind, Layout
from stations.codes.models import Code, CodePrint, PrintBatch
from stations.places.enums import StationKind
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in

Plan = list[tuple[str, int]]  # kind of code and primary key of its subject, in the order of the paper
SUBJECTS = (
    "station__organising_area__unit",
    "activity__organising_area",
    "activity__station__location_area",
    "deputy__origin",
    "deputy__residence",
)


@dataclass(frozen=True)
class Choice:
    """What somebody wants to print. `deputies`: "elected", "living", "both" or "" for none; `unit` None is everywhere."""

    station_kinds: tuple[str, ...] = ()
    unit: Area | None = None
    deputies: str = ""
    activities: bool = False

    def in_words(self) -> str:
        """Return the choice for people: 浮云街道的联络站、联络点、居住在此的代表."""
        said = [str(StationKind(kind).label) for kind in self.station_kinds]
        people = {"elected": "选出的代表", "living": "居住在此的代表", "both": "选出的和居住在此的代表"}
        said += [people[self.deputies]] if self.deputies else []
        said += ["近期活动"] if self.activities else []
        return f"{self.unit.name if self.unit else '全部单位'}的{'、'.join(said)}"


def plan_of(choice: Choice, user: User) -> Plan:
    """Return what `choice` comes to of all that `user` manages: three queries, whatever the number.

    The policy is asked again for each when it is printed; here it is said in the conditions, to count beforehand.
    """
    plan: Plan = [(CodeKind.STATION, pk) for pk in _stations(choice, user).values_list("pk", flat=True)]
    if choice.deputies:
        plan += [(CodeKind.DEPUTY, pk) for pk in _deputies(choice, user).values_list("pk", flat=True)]
    if choice.activities:
        plan += [(CodeKind.ACTIVITY, pk) for pk in _activities(choice, user).values_list("pk", flat=True)]
    return plan


def _stations(choice: Choice, user: User) -> QuerySet[Station]:
    rows = Station.objects.active().filter(scope_of(user).within("organising_area"), kind__in=choice.station_kinds)
    if choice.unit:
        rows = rows.filter(lies_in("organising_area", choice.unit))
    return rows.order_by("organising_area__unit__order", "organising_area__unit__code", "kind", "name", "pk")


def _deputies(choice: Choice, user: User) -> QuerySet[Deputy]:
    mine = scope_of(user).q(Deputy, "origin", "residence")
    rows = Deputy.objects.filter(mine, pk__in=Mandate.objects.acting().values("deputy_id"))
    if choice.unit:
        elected, living = Q(origin=choice.unit), lies_in("residence", choice.unit)
        rows = rows.filter({"elected": elected, "living": living, "both": elected | living}[choice.deputies])
    return rows.order_by("origin__order", "origin__code", "name_pinyin", "pk")


def _activities(choice: Choice, user: User) -> QuerySet[Activity]:
    rows = Activity.objects.coming().filter(scope_of(user).within("organising_area"))
    if choice.unit:
        rows = rows.filter(lies_in("organising_area", choice.unit))
    return rows.order_by("starts_at", "pk")


def without_code(plan: Iterable[tuple[str, int]]) -> int:
    """Return how many subjects of `plan` have no code in force yet."""
    wanted = set(plan)
    in_force = Code.objects.in_force().values_list("kind", "station_id", "deputy_id", "activity_id")
    return len(wanted - {(kind, station or deputy or activity) for kind, station, deputy, activity in in_force})


def plan_of_codes(codes: Iterable[Code]) -> Plan:
    """Return the plan that prints the subjects of `codes`, each once."""
    return list(dict.fromkeys((code.kind, code.subject.pk) for code in codes))


@dataclass
class Stale:
    """A code in force whose papers no longer say what is true. is_void: to be taken down, not printed again."""

    code: Code
    layouts: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    is_void: bool = False

    @property
    def reason(self) -> str:
        """Why, in one line."""
        return "；".join(self.reasons)

    @property
    def layouts_label(self) -> str:
        """Which papers: A4 海报、连心卡."""
        return "、".join(str(Layout(layout).label) for layout in self.layouts)


def stale_prints(user: User) -> dict[int, Stale]:
    """Return {code id: what is wrong on its paper} of the codes in force in scope of `user`; a constant number of queries.

    Compared are the latest print of each subject in each layout and the code in force of today: replaced since, renamed,
    moved, other times; or nobody there any more. Subjects without a code in force, and activities that are over, have
    nothing to print and are left out.
    """
    latest = (
        CodePrint.objects.filter(code__in=Code.objects.visible_to(user))
        .order_by("code__station_id", "code__deputy_id", "code__activity_id", "batch__layout", "-pk")
        .distinct("code__station_id", "code__deputy_id", "code__activity_id", "batch__layout")
        .select_related("code", "batch")
    )
    printed: dict[tuple, list[CodePrint]] = defaultdict(list)
    for item in latest:
        printed[_subject_key(item.code)].append(item)
    current = _current_codes(user, printed)
    words = words_of(current)
    acting = set(
        Mandate.objects.acting()
        .filter(deputy__in=[code.deputy_id for code in current if code.deputy_id])
        .values_list("deputy_id", flat=True)
    )
    found: dict[int, Stale] = {}
    for code in current:
        stale = Stale(code)
        void = _why_void(code, acting)
        for item in printed[_subject_key(code)]:
            reasons = [void] if void else _why_stale(item, code, words[code.pk])
            if reasons:
                stale.layouts.append(item.batch.layout)
                stale.reasons += [reason for reason in reasons if reason not in stale.reasons]
        stale.is_void = bool(void)
        if stale.layouts:
            found[code.pk] = stale
    return found


def _subject_key(code: Code) -> tuple:
    return (code.station_id, code.deputy_id, code.activity_id)


def _current_codes(user: User, printed: Iterable[tuple]) -> list[Code]:
    ids: list[set[int]] = [{key[place] for key in printed if key[place]} for place in range(3)]
    wanted = Q(station__in=ids[0]) | Q(deputy__in=ids[1]) | Q(activity__in=ids[2])
    over = Q(activity__ends_at__lt=timezone.now())
    rows = Code.objects.visible_to(user).in_force().filter(wanted).exclude(over)
    return list(rows.select_related(*SUBJECTS).order_by("kind", "pk"))


def _why_void(code: Code, acting: set[int]) -> str:
    if code.station and not code.station.is_active:
        return "站点已停用，请撤下并停用此码"
    if code.deputy_id and code.deputy_id not in acting:
        return "代表已不在任，请撤下并停用此码"
    if code.activity and code.activity.state == ActivityState.CANCELLED:
        return "活动已取消，请撤下"
    return ""


def _why_stale(item: CodePrint, code: Code, now) -> list[str]:
    if item.code_id != code.pk:
        return [f"已换发第{code.version}版，贴出的是第{item.code.version}版"]
    return changes(item.words, code, now)


def out_of_date(batch: PrintBatch) -> int:
    """Return how many prints of `batch` say something else than they would today, or carry a code that was revoked."""
    rows = list(batch.prints.select_related("code", *(f"code__{name}" for name in SUBJECTS)))
    words = words_of(item.code for item in rows if item.code.is_in_force)
    return sum(1 for item in rows if not item.code.is_in_force or changes(item.words, item.code, words[item.code.pk]))
