"""DeputyRoster: the register of deputies as yunhe.imports sees it."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from deputies.people.enums import CongressLevel
from deputies.rosters import totals, undoing, writing
from deputies.rosters.planning import Planner
from deputies.rosters.reading import RosterReader
from deputies.rosters.template import blank_workbook
from deputies.rosters.vocabulary import FIELDS
from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import AreaKind
from yunhe.areas.index import AreaIndex
from yunhe.areas.models import Area
from yunhe.imports.cells import put_into
from yunhe.imports.enums import RowAction
from yunhe.imports.models import ImportRun
from yunhe.imports.pauses import collector_paused
from yunhe.imports.reading import read_sheets
from yunhe.imports.registers import Register
from yunhe.imports.rows import Plan, PlannedRow
from yunhe.imports.workflow import remembered
from yunhe.kit.refusals import Refused

KEY = "deputy-roster"
LEVELS = (CongressLevel.COUNTY.value, CongressLevel.TOWNSHIP.value)


class DeputyRoster(Register):
    """Rosters (代表名册) into deputies, mandates and residence history."""

    key = KEY
    label = "代表名册"
    fields = FIELDS
    asks_level = True

    def clean_options(self, options: dict, area: Area) -> dict:
        """Return {"level", "origin_id", "term"}; raises Refused for a level, origin or term that does not exist."""
        level = str(options.get("level") or "")
        if level and level not in LEVELS:
            raise Refused("代表层级只能是“县”或“乡镇”。")
        return {"level": level, "origin_id": self._origin(options, area), "term": self._term(options.get("term"))}

    def _origin(self, options: dict, area: Area) -> int | None:
        if options.get("origin_id"):
            return int(options["origin_id"])
        name = str(options.get("origin") or "").strip()
        if not name:
            return None
        place = self.index_of(area).find_unit(name).place
        if place is None:
            raise Refused(f"流出地“{name}”不是已载入的乡镇街道，请写全称，如“赤石乡”。")
        return place.id

    def _term(self, raw: object) -> int | None:
        if raw in {None, ""}:
            return None
        text = str(raw).strip()
        if not text.isdigit() or not 1 <= int(text) <= 60:
            raise Refused(f"届次“{text}”不对，请填 1–60 的数字。")
        return int(text)

    @collector_paused()
    def plan(self, run: ImportRun, content: bytes, *, by, progress=None) -> Plan:
        """Read and plan a file; writes nothing. Raises UnreadableFile."""
        index = self.index_of(run.area)
        reader = RosterReader(
            index,
            run.options or {},
            file_name=run.file_name,
            today=timezone.localdate(),
            keep_ids=settings.KEEP_ID_NUMBERS,
        )
        sheets = read_sheets(content, run.file_name)
        put_into(sheets, run.corrections or {})
        plan = reader.read(
            sheets,
            mapping=run.mapping or {},
            remembered=remembered(run.area, KEY) if run.area_id else {},
            progress=progress,
        )
        self._refuse_empty(plan)
        planner = self._planner(run, plan.rows, index, by)
        planner.plan()
        plan.findings += planner.findings()
        plan.makes = planner.makes()
        totals.compare(plan, reader.layouts, index)
        run.planner = planner
        return plan

    def _refuse_empty(self, plan: Plan) -> None:
        self.check_number(plan.rows, "请按乡镇拆分后再导入")
        sheets = plan.layout["sheets"]
        if plan.rows:
            return
        signed = next((sheet["skipped"] for sheet in sheets if "签到表" in sheet["skipped"]), "")
        if signed:
            raise Refused(f"{signed}，没有可以导入的内容。到场情况请打开那次活动，用“导入签到表”登记。")
        if any(sheet["tables"] and not sheet["skipped"] for sheet in sheets):
            raise Refused("表头之后没有代表，没有可以导入的内容。请确认文件已填写并保存。")
        if any(sheet["tables"] for sheet in sheets):
            return
        if all(sheet["skipped"] == "空表" for sheet in sheets):
            raise Refused("文件里没有内容，所有工作表都是空的。请确认选对了文件。")
        raise Refused("没有找到带“姓名”一列的表头，认不出这是名册。请确认文件，表头至少要有“姓名”和另外一栏。")

    def _planner(self, run: ImportRun, rows: list[PlannedRow], index: AreaIndex, by, *, lock: bool = False) -> Planner:
        scope = None
        if by is not None and not scope_of(by).is_county:
            scope = scope_of(by).paths(Role.OFFICE_STAFF)
        keeps_county = run.area.kind == AreaKind.COUNTY
        return Planner(index, rows, register_key=KEY, scope_paths=scope, keeps_county=keeps_county, lock=lock)

    def replan(self, run: ImportRun, rows: Sequence[PlannedRow], *, by) -> list[PlannedRow]:
        """Plan stored rows again under lock; the caller holds the transaction."""
        writing.take_lock()
        planner = self._planner(run, PlannedRow.again(rows), self.index_of(run.area), by, lock=True)
        run.planner = planner
        return planner.plan()

    def makes(self, run: ImportRun) -> list[dict]:
        """Return the terms and districts that writing the planned rows would make."""
        return run.planner.makes()

    @transaction.atomic
    def write(self, run: ImportRun, rows: Sequence[PlannedRow], *, by) -> None:
        """Write rows that `plan` or `replan` has just planned for this very run object."""
        writing.take_lock()
        writing.Writer(run, rows, run.planner, by=by).write()

    def undo(self, run: ImportRun, *, by) -> int:
        return undoing.undo(run, by=by)

    def object_page(self, run: ImportRun) -> str:
        return "deputies:deputy-detail"

    def next_steps(self, run: ImportRun) -> list[tuple[str, str]]:
        """Return the register with the people of this import alone, and who of the floating deputies is to be urged."""
        number = sum(run.counts.get(action, 0) for action in (RowAction.CREATED, RowAction.UPDATED))
        listed = f"{reverse('deputies:deputy-list')}?imported={run.pk}"
        urged = reverse("registration:unregistered-list")
        return [(f"看这 {number} 名代表", listed), ("去督促还没有登记的流动代表", urged)] if number else []

    def template(self) -> bytes:
        """Return the blank workbook."""
        return blank_workbook()
