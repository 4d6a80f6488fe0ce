"""A number that a page shows with what it counts; `url` opens exactly what was counted: {% stat figure.label figure.value … %}."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One number: label, value, address of the list behind it, 次 or 户, a remark, and its tone unless it is 0."""

    label: str
    value: int
    url: str
    unit: str = ""
    note: str = ""
    alarm: str = ""

    @property
    def tone(self) -> str:
        """`alarm` where there is something to count."""
        return self.alarm if self.value else ""
