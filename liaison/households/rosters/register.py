"""The two registers that yunhe.imports offers: households alone, and pairing lists."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from liaison.households.rosters import leading, writing
from liaison.households.rosters.leads import LEADS, LeadPlanner, LeadReader, has_leads
from liaison.households.rosters.planning import Planner
from liaison.households.rosters.reading import HouseholdReader
from liaison.households.rosters.vocabulary import (
    HOUSEHOLD_FIELDS,
    HOUSEHOLD_VOCABULARY,
    LEAD_FIELDS,
    PAIR_FIELDS,
    PAIR_VOCABULARY,
)
from yunhe.areas.index import AreaIndex
from yunhe.imports.cells import put_into
from yunhe.imports.fields import Field
from yunhe.imports.models import ImportRun
from yunhe.imports.pauses import collector_paused
from yunhe.imports.reading import read_sheets
from yunhe.imports.registers import Register
from yunhe.imports.rows import Plan, PlannedRow
from yunhe.imports.templates import blank_workbook
from yunhe.imports.workflow import remembered
from yunhe.kit.refusals import Refused


class NoHouseholds(Refused):
    """A file without a single household."""


class HouseholdRegister(Register):
    """联系户名册: households by village, with where they live now."""

    key = "households"
    label = "联系户名册"
    fields: tuple[Field, ...] = HOUSEHOLD_FIELDS
    vocabulary = HOUSEHOLD_VOCABULARY
    title = "联系户名册（请在第 3 行起填写，示例行请删除）"

    @collector_paused()
    def plan(self, run: ImportRun, content: bytes, *, by, progress=None) -> Plan:
        """Read and plan a file; writes nothing. Raises UnreadableFile."""
        index = self.index_of(run.area)
        unit = index.places.get(run.area_id) if run.area.is_unit else None
        reader = HouseholdReader(index, self.vocabulary, unit=unit, today=timezone.localdate())
        sheets = read_sheets(content, run.file_name)
        put_into(sheets, run.corrections or {})
        plan = reader.read(
            sheets, mapping=run.mapping or {}, remembered=remembered(run.area, self.key), progress=progress
        )
        if not plan.rows:
            told = "；".join(finding.message for finding in plan.findings)
            raise NoHouseholds(f"没有读到联系户。{told or '请确认表头有“户主”和“户籍村”两栏。'}")
        self.check_number(plan.rows)
        run.planner = self._planner(run, plan.rows, index)
        run.planner.plan()
        return plan

    def _planner(self, run: ImportRun, rows: Sequence[PlannedRow], index: AreaIndex, *, lock: bool = False) -> Planner:
        return Planner(index, rows, scope_paths=[run.area.path or ""], lock=lock)

    def replan(self, run: ImportRun, rows: Sequence[PlannedRow], *, by) -> list[PlannedRow]:
        """Plan stored rows again under lock; the caller holds the transaction."""
        writing.take_lock()
        run.planner = self._planner(run, PlannedRow.again(rows), self.index_of(run.area), lock=True)
        return run.planner.plan()

    @transaction.atomic
    def write(self, run: ImportRun, rows: Sequence[PlannedRow], *, by) -> None:
        """Write rows that `plan` or `replan` has just planned for this very run object."""
        writing.take_lock()
        writing.Writer(run, rows, run.planner, by=by).write()

    def undo(self, run: ImportRun, *, by) -> int:
        return writing.undo(run, by=by)

    def object_page(self, run: ImportRun) -> str:
        return "households:household-detail"

    def next_steps(self, run: ImportRun) -> list[tuple[str, str]]:
        """Return the households, and who keeps in touch with how many."""
        return [("看联系户", reverse("households:household-list")), ("看结对总览", reverse("households:board"))]

    def template(self) -> bytes:
        """Return the blank workbook."""
        return blank_workbook(self.label, self.title, self.fields, wide=("community", "address", "remark"))


class PairingRegister(HouseholdRegister):
    """代表联系户结对表: households with the township deputy who keeps in touch and the county deputy above.

    A table without households (who leads whom, in which village, how many) is read by `leads`.
    """

    key = "pairings"
    label = "联系户结对表"
    fields = (
        *PAIR_FIELDS,
        *(replace(field, in_template=False) for field in LEAD_FIELDS if field.key in {"households", "began_on"}),
    )
    vocabulary = PAIR_VOCABULARY
    title = "代表联系户结对表（请在第 3 行起填写，示例行请删除）"

    @staticmethod
    def _is_of_leads(run: ImportRun) -> bool:
        return (run.layout or {}).get("kind") == LEADS

    def plan(self, run: ImportRun, content: bytes, *, by, progress=None) -> Plan:
        """Read and plan a file; writes nothing. Raises UnreadableFile."""
        try:
            return super().plan(run, content, by=by, progress=progress)
        except NoHouseholds:
            sheets = read_sheets(content, run.file_name)
            if not has_leads(sheets):
                raise
        put_into(sheets, run.corrections or {})
        index = self.index_of(run.area)
        unit = index.places.get(run.area_id) if run.area.is_unit else None
        reader = LeadReader(index, unit=unit, today=timezone.localdate())
        plan = reader.read(sheets, mapping=run.mapping or {}, remembered=remembered(run.area, self.key))
        run.planner = LeadPlanner(index, plan.rows, scope_paths=[run.area.path or ""])
        run.planner.plan()
        return plan

    def replan(self, run: ImportRun, rows: Sequence[PlannedRow], *, by) -> list[PlannedRow]:
        """Plan stored rows again under lock; the caller holds the transaction."""
        if not self._is_of_leads(run):
            return super().replan(run, rows, by=by)
        writing.take_lock()
        run.planner = LeadPlanner(self.index_of(run.area), PlannedRow.again(rows), scope_paths=[run.area.path or ""])
        return run.planner.plan()

    @transaction.atomic
    def write(self, run: ImportRun, rows: Sequence[PlannedRow], *, by) -> None:
        """Write rows that `plan` or `replan` has just planned for this very run object."""
        if not self._is_of_leads(run):
            super().write(run, rows, by=by)
            return
        writing.take_lock()
        leading.write(run, rows, by=by)

    def undo(self, run: ImportRun, *, by) -> int:
        return leading.undo(run, by=by) if self._is_of_leads(run) else super().undo(run, by=by)

    def object_page(self, run: ImportRun) -> str:
        """Return the name of the page of a household, or of the township deputy where there are none."""
        return "deputies:deputy-detail" if self._is_of_leads(run) else super().object_page(run)
