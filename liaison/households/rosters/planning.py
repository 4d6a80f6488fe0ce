"""What an import would do with each row: compared with the households and pairs as they are. Writes nothing."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from deputies.mandates.models import Mandate
from deputies.people.enums import CongressLevel
from deputies.people.naming import name_key
from deputies.rosters.remarks import Note, error, info, warning
from liaison.households.models import DeputyPair, Household, HouseholdPair, head_digest, household_phone_digest
from yunhe.areas.index import AreaIndex
from yunhe.imports.enums import RowAction
from yunhe.imports.rows import PlannedRow
from yunhe.privacy import mask_address, mask_name, mask_phone

FIELDS = ("head", "phone", "community", "outside", "address", "members", "care", "moved_on", "remark")
LABELS = {
    "head": "户主", "phone": "电话", "community": "现居住社区", "outside": "县外居住地", "address": "现住址", "members": "人口",
    "care": "重点关心", "moved_on": "搬迁日期", "remark": "备注",
}  # fmt: skip
MASKS = {"head": mask_name, "phone": mask_phone, "address": mask_address}


@dataclass
class Step:
    """What one row writes beyond its household: who takes over, whose pairs end, who leads the deputy."""

    values: dict = field(default_factory=dict)  # columns to set on the household
    deputy: int | None = None
    ends: list[int] = field(default_factory=list)  # deputies whose pair with the household ends
    leader: int | None = None
    same_as: int | None = None  # position of the row that enters this household


class Planner:
    """Plans the rows of one run. scope_paths: villages must lie there; None allows the whole county."""

    def __init__(self, index: AreaIndex, rows: Sequence[PlannedRow], *, scope_paths: list[str] | None, lock=False):
        self.index, self.rows, self.scope_paths = index, rows, scope_paths
        self.steps: list[Step] = [Step() for _ in rows]
        villages = {row.payload["village"] for row in rows if row.payload.get("village")}
        households = Household.objects.current().filter(village_id__in=villages).order_by("pk")
        if lock:
            households = households.select_for_update(of=("self",))
        self.known: dict[tuple[int, str], list[Household]] = defaultdict(list)
        for household in households:
            self.known[household.village_id, household.head_digest].append(household)
        units = {index.places[pk].unit_id for pk in villages}
        self._load_people(units)
        self.pairs: dict[int, list[int]] = defaultdict(list)
        pairs = HouseholdPair.objects.open().filter(household__village_id__in=villages).order_by("pk")
        for household_id, deputy_id in pairs.values_list("household_id", "deputy_id"):
            self.pairs[household_id].append(deputy_id)
        self.leaders = dict(
            DeputyPair.objects.open().filter(member__origin_id__in=units).values_list("member_id", "leader_id")
        )

    def _load_people(self, units: set) -> None:
        self.people: dict[tuple[str, int | None, str], list[int]] = defaultdict(list)
        self.names: dict[int, str] = {}
        acting = Mandate.objects.acting().filter(deputy__origin_id__in=units).order_by("deputy_id")
        for level, origin, pk, name in acting.values_list("level", "deputy__origin_id", "deputy_id", "deputy__name"):
            self.people[level, origin, name_key(name)].append(pk)
            self.names[pk] = name
        shown = HouseholdPair.objects.open().filter(household__village__unit_id__in=units)
        self.names.update(shown.values_list("deputy_id", "deputy__name"))
        leaders = DeputyPair.objects.open().filter(member__origin_id__in=units)
        self.names.update(leaders.values_list("leader_id", "leader__name"))

    def plan(self) -> list[PlannedRow]:
        """Set action, changes and object_id of every row; return the rows."""
        seen: dict[tuple[int, str, str], int] = {}
        for position, row in enumerate(self.rows):
            row.action, row.changes, row.object_id = RowAction.UNCHANGED, {}, None
            self._plan_row(position, row, seen)
            if row.is_refused:
                row.action = RowAction.REFUSED
        return list(self.rows)

    @staticmethod
    def _note(row: PlannedRow, found: Note) -> None:
        if found.code not in {finding.code for finding in row.findings}:
            row.findings.append(found.at(f"{row.sheet}!{row.row}"))

    def _plan_row(self, position: int, row: PlannedRow, seen: dict) -> None:
        payload, step = row.payload, self.steps[position]
        if row.is_refused or not payload.get("village"):
            return
        place = self.index.places[payload["village"]]
        if self.scope_paths is not None and not any(place.path.startswith(path) for path in self.scope_paths):
            self._note(
                row, error("village_elsewhere", f"{place.full_name}不属于本单位，不能导入。", "请由户籍地导入。")
            )
            return
        key = (place.id, head_digest(payload["head"]), household_phone_digest(payload.get("phone", "")))
        first = seen.setdefault(key, position)
        if first != position:
            self._second(row, step, first)
            return
        household = self._match(row, key)
        if row.is_refused:
            return
        if household is None:
            row.action = RowAction.CREATED
            step.values = {name: payload[name] for name in FIELDS if name in payload}
            row.changes = {LABELS[name]: ["", self._shown(name, value)] for name, value in step.values.items()}
        else:
            row.object_id = household.pk
            self._compare(row, step, household)
        self._plan_deputy(row, step, self.pairs.get(household.pk, []) if household else [])
        if row.changes and row.action == RowAction.UNCHANGED:
            row.action = RowAction.UPDATED

    def _match(self, row: PlannedRow, key: tuple[int, str, str]) -> Household | None:
        """Return the known household that the row means, None for a new one; refuses when several could be meant."""
        same = self.known.get(key[:2], [])
        exact = [household for household in same if household.phone_digest == key[2]]
        if len(exact) == 1:
            return exact[0]
        if not key[2] and len(same) > 1:
            self._note(
                row, error("head_ambiguous", f"这个村有 {len(same)} 户同名户主，分不清是哪一户。", "请填上电话。")
            )
            return None
        without = [household for household in same if not household.phone_digest]
        if key[2] and len(without) == 1 and len(same) == 1:
            return without[0]
        if not key[2] and len(same) == 1:
            return same[0]
        if same:
            self._note(row, warning("head_twin", "这个村已有同名户主，电话不同，将登记为另一户。", "如是换号，请取消后在联系户页面改电话。"))  # fmt: skip
        return None

    def _shown(self, name: str, value: object) -> object:
        if name in MASKS:
            return MASKS[name](str(value or ""))
        if name == "community":
            place = self.index.places.get(value) if isinstance(value, int) else None
            return place.full_name if place else ""
        return "是" if value is True else "否" if value is False else value if value is not None else ""

    def _compare(self, row: PlannedRow, step: Step, household: Household) -> None:
        for name in FIELDS:
            if name not in row.payload or name == "head":
                continue
            column = "community_id" if name == "community" else name
            old, new = getattr(household, column), row.payload[name]
            if isinstance(old, datetime.date):
                old = old.isoformat()
            if old != new:
                step.values[name] = new
                row.changes[LABELS[name]] = [self._shown(name, old), self._shown(name, new)]
        if "community" in step.values and household.outside:
            step.values["outside"] = ""
        if "outside" in step.values and step.values["outside"] and household.community_id:
            step.values["community"] = None

    def person(self, row: PlannedRow, level: str, name: str) -> int | None:
        """Return the one serving deputy of `level` called `name` in the row's township; notes why there is none."""
        unit = self.index.places[row.payload["village"]].unit_id
        found = self.people.get((level, unit, name_key(name)), [])
        word = "县人大代表" if level == CongressLevel.COUNTY else "乡镇人大代表"
        if len(found) == 1:
            return found[0]
        if found:
            self._note(row, error("deputy_ambiguous", f"有 {len(found)} 位同名的在任{word}“{name}”。", "请在结对页面手工安排。"))  # fmt: skip
        else:
            self._note(row, error("deputy_unknown", f"没有在任的{word}“{name}”。", "请核对姓名，或先导入代表名册。"))
        return None

    def _plan_deputy(self, row: PlannedRow, step: Step, current: list[int]) -> None:
        name, leader = row.payload.get("deputy", ""), row.payload.get("leader", "")
        if not name:
            if leader:
                self._note(row, warning("deputy_missing", "没有写乡镇代表，只登记联系户。", "请补上乡镇代表。"))
            return
        deputy = self.person(row, CongressLevel.TOWNSHIP, name)
        if deputy is None:
            return
        if deputy not in current:
            step.deputy, step.ends = deputy, list(current)
            before = "、".join(self.names[pk] for pk in current)
            row.changes["联系代表"] = [before, self.names[deputy]]
            if current:
                self._note(row, info("deputy_changes", f"现由{before}联系，导入后转给{self.names[deputy]}。"))
        if leader:
            self._plan_leader(row, step, deputy, leader)

    def _plan_leader(self, row: PlannedRow, step: Step, deputy: int, name: str) -> None:
        leader = self.person(row, CongressLevel.COUNTY, name)
        if leader is None or leader == deputy:
            return
        known = self.leaders.get(deputy)
        if known is None:
            step.leader = self.leaders[deputy] = leader
            row.changes["县代表结对"] = ["", f"{self.names[leader]}—{self.names[deputy]}"]
        elif known != leader:
            said = f"{self.names[deputy]}已由县代表{self.names[known]}结对，表里写的是{self.names[leader]}，不改。"
            self._note(row, warning("leader_differs", said, "要更换请在结对总览里转交。"))

    def _second(self, row: PlannedRow, step: Step, first: int) -> None:
        """Plan a second row of one household: a doubled pair when it names another deputy, else a repeated row."""
        above, name = self.rows[first], row.payload.get("deputy", "")
        if not name or above.is_refused or name == above.payload.get("deputy"):
            self._note(row, error("row_repeated", f"与第 {above.row} 行是同一户，重复。", "请删除重复的一行。"))
            return
        deputy = self.person(row, CongressLevel.TOWNSHIP, name)
        if deputy is None:
            return
        others = [other.deputy for other in self.steps if other.same_as == first]
        if deputy in [*others, self.steps[first].deputy] or deputy in self.pairs.get(above.object_id or 0, []):
            self._note(
                row, error("row_repeated", f"与第 {above.row} 行是同一户、同一代表，重复。", "请删除重复的一行。")
            )
            return
        step.deputy, step.same_as = deputy, first
        row.action, row.object_id = RowAction.UPDATED, above.object_id
        row.changes["联系代表"] = [above.payload.get("deputy", ""), f"{above.payload.get('deputy', '')}、{name}"]
        self._note(row, warning("household_doubled", "同一户写了两位代表，将登记为重复结对。", "导入后请在联系户页面转交给其中一位。"))  # fmt: skip
        if row.payload.get("leader"):
            self._plan_leader(row, step, deputy, row.payload["leader"])
