"""The registers that can be imported. An app offers its own with `offer` from AppConfig.ready; pages ask `get`."""

from collections.abc import Callable, Sequence
from typing import Protocol

from django.conf import settings

from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.areas.index import AreaIndex
from yunhe.areas.models import Area
from yunhe.imports.fields import Field
from yunhe.imports.models import ImportRun
from yunhe.imports.rows import Plan, PlannedRow
from yunhe.kit.refusals import Denied, Refused

Progress = Callable[[int, int], None]  # called with rows done and rows in all


class Register(Protocol):
    """What the flow needs to know of a register. What most registers answer alike stands here; a register says the rest."""

    key: str  # "deputy-roster"
    label: str  # 代表名册
    fields: Sequence[Field]  # what a column can be mapped to, in the order of the blank template
    is_chosen: bool = True  # on the page of imports; else its files come in on a page of its own
    asks_level: bool = False  # whether level and term may be said for the whole file, before and in the preview

    def check_may_import(self, by, area: Area) -> None:
        """Only the county office and the unit itself import for `area`; `by` None is the server's command. Raises Denied."""
        if by is not None and not scope_of(by).is_staff_for(area, Role.COUNTY_OFFICE, Role.OFFICE_STAFF):
            raise Denied(f"只有本单位的人大工作人员可以导入{self.label}。")

    def clean_options(self, options: dict, area: Area) -> dict:
        """Return `options` (level, origin, term …) in storable form; raises Refused with what is wrong."""
        return {}

    def plan(self, run: ImportRun, content: bytes, *, by, progress: Progress | None = None) -> Plan:
        """Read `content` and say what would be done; writes nothing. Raises UnreadableFile."""

    def replan(self, run: ImportRun, rows: Sequence[PlannedRow], *, by) -> list[PlannedRow]:
        """Plan stored rows again against the register as it is now, under lock; writes nothing."""

    def makes(self, run: ImportRun) -> list[dict]:
        """Return what writing the rows that were just planned for this very run object would make anew beside them."""
        return []

    @staticmethod
    def check_number(rows: Sequence[PlannedRow], hint: str = "请拆分后再导入") -> None:
        """Raise Refused for a file of more than settings.IMPORT_MAX_ROWS rows; `hint` says what to do."""
        if len(rows) > settings.IMPORT_MAX_ROWS:
            raise Refused(f"文件有 {len(rows)} 行，超过上限 {settings.IMPORT_MAX_ROWS} 行，{hint}。")

    def index_of(self, area: Area) -> AreaIndex:
        """Return the index of the county that `area` lies in."""
        root = Area.objects.get(pk=int((area.path or "").split("/")[0])) if area.path else None
        return AreaIndex.load(root)

    def write(self, run: ImportRun, rows: Sequence[PlannedRow], *, by) -> None:
        """Write planned rows, setting `object_id` and `before` on each; the caller holds the transaction."""

    def undo(self, run: ImportRun, *, by) -> int:
        """Take back what `run` wrote; raises Refused when something changed since. Returns rows undone."""

    def object_page(self, run: ImportRun) -> str:
        """Return the name of the page of what a row became, opened with its number: "deputies:deputy-detail"."""

    def next_steps(self, run: ImportRun) -> Sequence[tuple[str, str]]:
        """Return (label, address) of what is done next once `run` was written."""

    def template(self) -> bytes:
        """Return the blank workbook (xlsx) to fill in."""


_registers: dict[str, Register] = {}


def offer(register: Register) -> None:
    """Make a register importable."""
    _registers[register.key] = register


def get(key: str) -> Register:
    """Return the register with this key; KeyError when there is none."""
    return _registers[key]


def every() -> list[Register]:
    """Return all registers in the order they were offered."""
    return list(_registers.values())


def chosen() -> list[Register]:
    """Return the registers that a person chooses from on the page of imports."""
    return [register for register in every() if register.is_chosen]
