"""What passes between a register's importer and the flow: findings, planned rows, control totals."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Protocol

from yunhe.imports.enums import FindingLevel, RowAction


@dataclass(slots=True)
class Finding:
    """One remark on a row or on the whole file. An error refuses the row.

    code: stable English word for programs and tests; cell: "县代表名册!F12" or ""; message: what is wrong, in Chinese;
    suggestion: what to do about it.
    """

    level: str
    code: str
    message: str
    cell: str = ""
    suggestion: str = ""

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


class Remark(Protocol):
    """A finding that does not know its cell yet (deputies.rosters.remarks.Note)."""

    def at(self, cell: str = "") -> Finding:
        """Return it as the finding at `cell`."""


@dataclass(slots=True)
class ControlTotal:
    """A 小计/合计 of the file beside what was counted. kind: "people" or the register's own word."""

    sheet: str
    row: int
    label: str
    kind: str
    stated: int
    counted: int

    @property
    def agrees(self) -> bool:
        """Whether the file's figure is what was counted."""
        return self.stated == self.counted

    def as_dict(self) -> dict[str, object]:
        return {**asdict(self), "agrees": self.agrees}


@dataclass(slots=True)
class PlannedRow:
    """One row of the file and what will be done with it.

    target: where it goes, in words (县：云和县第17届 第2选区); payload: parsed values as JSON, enough to plan the row again; changes: {"字段": [before, after]} with personal data
    masked; before: stored values needed to undo; object_id: the known object, None for a new one.
    """

    sheet: str
    row: int
    part: int = 0
    action: str = RowAction.UNCHANGED
    label: str = ""
    origin_name: str = ""
    residence_code: str = ""
    target: str = ""
    findings: list[Finding] = field(default_factory=list)
    payload: dict = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    before: dict | None = None
    fingerprint: str = ""
    object_id: int | None = None

    @classmethod
    def again(cls, stored: "Iterable[PlannedRow]") -> "list[PlannedRow]":
        """Return copies of rows to plan again: what planning adds to them does not reach `stored`."""
        copies = [cls(**{key: getattr(row, key) for key in cls.__dataclass_fields__}) for row in stored]
        for copy in copies:
            copy.findings, copy.payload = list(copy.findings), dict(copy.payload)
        return copies

    @property
    def is_refused(self) -> bool:
        return any(finding.level == FindingLevel.ERROR for finding in self.findings)

    def say(self, remark: Remark) -> None:
        """Add a remark on the row as a whole."""
        self.findings.append(remark.at(f"{self.sheet}!{self.row}"))

    def decision(self) -> tuple:
        """Return what a confirmation rests on; it must be the same when the row is planned again."""
        changes = sorted((field, *map(str, pair)) for field, pair in self.changes.items())
        return (self.sheet, self.row, self.part, str(self.action), self.object_id, self.target, changes)


def decide_anew(
    rows: Sequence[PlannedRow], decide: Callable[[PlannedRow], None], *, decided: Collection[str]
) -> list[PlannedRow]:
    """Let `decide` set action, changes, target and object_id of each row that is not refused by its own cells; return the rows.

    decided: the codes of what it may find, taken away first, so that rows can be decided again.
    """
    for row in rows:
        row.findings = [finding for finding in row.findings if finding.code not in decided]
        row.action, row.changes, row.object_id, row.target = RowAction.UNCHANGED, {}, None, ""
        if not row.is_refused:
            decide(row)
        if row.is_refused:
            row.action, row.changes = RowAction.REFUSED, {}
    return list(rows)


@dataclass
class Plan:
    """A whole file, planned: rows in file order, totals, findings on the file, recognised layout of each sheet.

    makes: what the register would make anew beside the rows, [{"kind", "label", "names"}]; a person has to agree to it.
    """

    rows: list[PlannedRow] = field(default_factory=list)
    totals: list[ControlTotal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    layout: dict = field(default_factory=dict)
    makes: list[dict] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return the number of rows per action, every action named."""
        numbers = dict.fromkeys(RowAction.values, 0)
        for row in self.rows:
            numbers[str(row.action)] += 1
        return numbers
