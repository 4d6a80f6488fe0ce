"""Rosters in fifty layouts, with addresses whose truth is known."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from tests.workbooks import csv_text, xls, xlsx

ORIGIN, VILLAGE = "雾溪畲族乡", "坪垟岗村"
_SURNAMES, _GIVEN = "叶蓝雷钟项周吴陈王林", "示甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申"
_TITLES = (
    "雾溪畲族乡人大代表名册",
    "雾溪畲族乡第十七届人民代表大会代表花名册（流动代表）",
    "",
    "代表基本情况登记表",
    "附件2：雾溪畲族乡人大流动代表去向统计表",
)
_RESIDENCES = (
    "现居住地",
    "现住址",
    "去向住址",
    "居 住 地",
    "现居住地\n（街道、社区）",
    "目前居住地",
    "实际居住地",
    "居住所在地",
    "流入地",
    "常住地址",
)
_ORIGINS = ("column", "merged", "section", "title", "village")
_KINDS = ("xlsx", "csv", "xls", "xlsx with two heading rows", "xlsx side by side")


@dataclass(frozen=True)
class Layout:
    """How one roster is written: its title, the heading of the residence, where the origin stands, and the kind of file."""

    number: int
    title: str
    residence: str
    origin: str
    kind: str

    @property
    def file_name(self) -> str:
        """The name of the file."""
        return f"名册{self.number}.{'csv' if self.kind == 'csv' else 'xls' if self.kind == 'xls' else 'xlsx'}"


def names() -> Iterator[str]:
    """Yield names that nobody bears, each once."""
    for first, second, third in itertools.product(_GIVEN, _GIVEN, _SURNAMES):
        yield f"{third}{first}{second}"


def layouts() -> list[Layout]:
    """Return fifty layouts; every title, heading, place of the origin and kind of file comes with every other in turn."""
    return [
        Layout(
            number,
            _TITLES[number % 5] or (ORIGIN if _ORIGINS[number // 5 % 5] == "title" else ""),
            _RESIDENCES[number % 10],
            _ORIGINS[number // 5 % 5],
            _KINDS[(number + number // 10) % 5],
        )
        for number in range(50)
    ]


def roster(layout: Layout, addresses: list[str]) -> bytes:
    """Return the file of one roster, one deputy an address, in the order of the addresses."""
    people = list(zip(names(), addresses, strict=False))
    needs_column = layout.origin in {"column", "merged"} or (layout.origin == "title" and not layout.title)
    heading = ["序号", "姓名", "性别", *(["乡镇"] if needs_column else []), "户籍村", layout.residence, "备注"]
    lines: list[list] = [[layout.title]] if layout.title else []
    if layout.kind == "xlsx with two heading rows":
        lines += [["基本情况", *[None] * (len(heading) - 1)], heading]
    else:
        lines.append(heading)
    if layout.origin == "section" or (layout.origin in {"title", "village"} and ORIGIN not in layout.title):
        lines.append([f"一、{ORIGIN}（{len(people)}人）"])
    for number, (name, address) in enumerate(people, start=1):
        origin = [ORIGIN if layout.origin != "merged" or number == 1 else None] if needs_column else []
        lines.append([number, name, "女" if number % 2 else "男", *origin, VILLAGE, address, None])
    lines.append(["合计", f"{len(people)}人"])
    if layout.kind == "xlsx side by side":
        lines = _beside(lines, heading)
    if layout.kind == "csv":
        return csv_text(lines).encode("gb18030")
    return (xls if layout.kind == "xls" else xlsx)(lines)


def _beside(lines: list[list], heading: list) -> list[list]:
    """Put an empty second block of the same headings beside the first, as rosters of two columns end."""
    at = lines.index(heading)
    wide = [heading + heading]
    rest = [[*line, *[None] * (2 * len(heading) - len(line))] for line in lines[at + 1 :]]
    return [*lines[:at], *wide, *rest]
