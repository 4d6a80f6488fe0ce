"""Reads about an import."""

from dataclasses import dataclass

from yunhe.imports.enums import FindingLevel
from yunhe.imports.models import ImportRun


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said alike of several rows: how grave, its code, the first sentence and advice, and of how many rows."""

    level: str
    code: str
    message: str
    suggestion: str
    rows: int
    names: str


def remarks_of(run: ImportRun, *, at_least: int = 3) -> list[Remark]:
    """Return what is said of `at_least` rows or more, gravest and most frequent first; for the preview's page."""
    found: dict[tuple[str, str], list[tuple[str, dict]]] = {}
    for label, findings in run.rows.exclude(findings=[]).values_list("label", "findings"):
        for finding in {finding["code"]: finding for finding in findings}.values():
            found.setdefault((finding["level"], finding["code"]), []).append((label, finding))
    order = list(FindingLevel.values)
    remarks = [
        Remark(
            level,
            code,
            said[0][1]["message"],
            said[0][1].get("suggestion", ""),
            len(said),
            "、".join(label or "（无姓名）" for label, _finding in said[:5]),
        )
        for (level, code), said in found.items()
        if len(said) >= at_least
    ]
    return sorted(remarks, key=lambda remark: (order.index(remark.level), -remark.rows))
