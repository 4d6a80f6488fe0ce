"""Drawing the contact map as SVG sheets for A4 across: no script, no style, readable without colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from deputies.people.models import Deputy
from liaison.households.queries import MapGroup, MapRow

WIDTH, HEIGHT = 1080, 740
TOP, ROW, PER_SHEET = 64, 42, 16
LEADER, MEMBER, PLACES = 24, 268, 486  # left edges of the three columns
BOX = 150
FITS = 40  # characters of a line of places
RED, LINE, GREY, TINT = "#8c1d17", "#8a847c", "#57534e", "#fbefee"


@dataclass(frozen=True)
class MapSheet:
    """One sheet: its drawing, and which groups are on it."""

    number: int
    svg: SafeString


def in_line(places: Sequence[tuple[str, int]]) -> str:
    """Return 双林村 12 · 联合村 8 …, cut where the line ends with how many more there are."""
    parts: list[str] = []
    for at, (name, number) in enumerate(places):
        part = f"{name} {number}"
        if parts and len(" · ".join([*parts, part])) > FITS:
            return f"{' · '.join(parts)} 等 {len(places)} 处（另 {sum(n for _, n in places[at:])} 户）"
        parts.append(part)
    return " · ".join(parts)


def _split(groups: Sequence[MapGroup]) -> list[list[MapGroup]]:
    """Return the groups of each sheet; a group longer than a sheet goes on on the next, a short one is kept whole."""
    sheets: list[list[MapGroup]] = [[]]
    room = PER_SHEET
    for group in groups:
        rows = list(group.rows)
        needed = max(1, len(rows))
        if room < needed <= PER_SHEET and room < PER_SHEET:
            sheets.append([])
            room = PER_SHEET
        while True:
            part, rows = rows[:room], rows[room:]
            sheets[-1].append(MapGroup(group.leader, tuple(part)))
            room -= max(1, len(part))
            if room == 0:
                sheets.append([])
                room = PER_SHEET
            if not rows:
                break
    return [sheet for sheet in sheets if sheet]


def map_sheets(title: str, groups: Sequence[MapGroup]) -> list[MapSheet]:
    """Return the sheets of a map, [] when there is nobody on it."""
    parts = _split([group for group in groups if group.rows or group.leader])
    return [MapSheet(at, _drawn(title, part, at, len(parts))) for at, part in enumerate(parts, start=1)]


def _text(
    x: float, y: float, text: str, *, size: int = 15, weight: int = 400, fill: str = "#1f1d1b", anchor="start"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-weight="{weight}" fill="{fill}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def _box(x: float, y: float, width: float, height: float, *, filled: bool) -> str:
    fill = TINT if filled else "#ffffff"
    stroke = RED if filled else LINE
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="5" fill="{fill}" stroke="{stroke}"/>'


def _curve(x1: float, y1: float, x2: float, y2: float) -> str:
    middle = (x1 + x2) / 2
    return f'<path d="M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}" fill="none" stroke="{LINE}"/>'


def _drawn(title: str, groups: Sequence[MapGroup], number: int, of: int) -> SafeString:
    households = sum(group.households for group in groups)
    name = f"{title}（第 {number} 页，共 {of} 页）" if of > 1 else title
    rows = sum(max(1, len(group.rows)) for group in groups)
    height = max(220, TOP + rows * ROW + 16)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="contact-map" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(name)}：{len(groups)} 组，{households} 户，明细见下表">',
        _text(LEADER, 30, name, size=20, weight=600),
        _text(LEADER, 54, "县代表", size=13, fill=GREY),
        _text(MEMBER, 54, "乡镇代表", size=13, fill=GREY),
        _text(PLACES, 54, "联系户（上：户籍村　下：现居住社区）", size=13, fill=GREY),
    ]
    y = float(TOP)
    for group in groups:
        parts += _group(group, y)
        y += max(1, len(group.rows)) * ROW
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308 every text is escaped where it is written


def _group(group: MapGroup, top: float) -> list[str]:
    height = max(1, len(group.rows)) * ROW
    middle = top + height / 2
    parts = [_box(LEADER, middle - 18, BOX, 36, filled=group.leader is not None)]
    label = group.leader.name if group.leader else "未结对县代表"
    parts.append(_text(LEADER + 10, middle - 1, label, weight=600))
    parts.append(
        _text(LEADER + 10, middle + 14, f"{len(group.rows)} 名代表 · {group.households} 户", size=11, fill=GREY)
    )
    for at, row in enumerate(group.rows):
        parts += _row(row, top + at * ROW + ROW / 2, middle, group.leader)
    return parts


def _row(row: MapRow, y: float, middle: float, leader: Deputy | None) -> list[str]:
    parts = [_curve(LEADER + BOX, middle, MEMBER, y)] if leader else []
    parts.append(_box(MEMBER, y - 16, BOX, 32, filled=False))
    parts.append(
        _text(MEMBER + 10, y + 5, f"{row.member.name}（本人）" if row.member == leader else row.member.name, weight=600)
    )
    parts.append(_text(MEMBER + BOX - 8, y + 5, f"{row.households} 户", size=13, fill=GREY, anchor="end"))
    if row.households:
        parts.append(_curve(MEMBER + BOX, y, PLACES - 10, y))
        parts.append(_text(PLACES, y - 3, in_line(row.villages), size=13))
        parts.append(_text(PLACES, y + 13, in_line(row.communities), size=12, fill=GREY))
    else:
        parts.append(_text(PLACES, y + 5, "还没有联系户", size=13, fill=RED))
    return parts
