"""Loading a county's areas and their spellings from CSV. The same file again changes nothing."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area, AreaAlias, AreaCode
from yunhe.areas.spelling import fold, spellings
from yunhe.areas.workflow import change_area, create_area

DATA = Path(__file__).resolve().parent / "data"
YUNHE_AREAS = DATA / "yunhe-areas.csv"
YUNHE_ALIASES = DATA / "yunhe-area-aliases.csv"
CODE = re.compile(r"\d{2}(?:\d{2}){0,2}|\d{6}[0-9A-Z]{3}(?:\d{3})?")


class UnloadableAreas(Exception):  # noqa: N818 said to people, not a fault of the program
    """The file cannot be loaded; its text says in Chinese which line is wrong and what to do."""


@dataclass
class Loaded:
    """What loading did, in numbers of areas and spellings."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    spellings: int = 0


def read_table(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of a CSV file (UTF-8 or GB 18030) as dictionaries. Raises UnloadableAreas."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UnloadableAreas(f"文件打不开：{path}。请检查路径。") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise UnloadableAreas(f"{Path(path).name} 不是文本文件，请另存为 CSV（UTF-8）。") from error
    reader = csv.DictReader(io.StringIO(text))
    missing = [column for column in columns if column not in (reader.fieldnames or [])]
    if missing:
        raise UnloadableAreas(f"{Path(path).name} 缺少列：{'、'.join(missing)}。第一行应为 {','.join(columns)}。")
    return [{key: (row.get(key) or "").strip() for key in columns} for row in reader if any(row.values())]


def _check(rows: list[dict[str, str]]) -> None:
    seen: dict[str, str] = {}
    for line, row in enumerate(rows, start=2):
        where = f"第 {line} 行（{row['name'] or row['code']}）"
        if not row["name"]:
            raise UnloadableAreas(f"{where}没有名称。")
        if row["kind"] not in AreaKind.values:
            raise UnloadableAreas(f"{where}的类别“{row['kind']}”不认识，可用：{'、'.join(AreaKind.values)}。")
        if not CODE.fullmatch(row["code"]):
            raise UnloadableAreas(f"{where}的代码“{row['code']}”不对，请把代码列设为文本格式后重新导出。")
        if row["code"] in seen:
            raise UnloadableAreas(f"{where}的代码 {row['code']} 与“{seen[row['code']]}”重复。")
        if row["kind"] != AreaKind.COUNTY and row["parent_code"] not in seen:
            raise UnloadableAreas(f"{where}的上级代码“{row['parent_code']}”不在前面的行里，上级须排在下级之前。")
        seen[row["code"]] = row["name"]


@transaction.atomic
def load_areas(path: Path = YUNHE_AREAS, aliases: Path | None = YUNHE_ALIASES) -> Loaded:
    """Create or update the areas of the file, keyed by their statistical code, and write their spellings.

    path: CSV with code, name, kind, parent_code, parents first; aliases: CSV with alias, code, or None. Streets count as
    the county town. A changed name is kept as former spelling. All or nothing; raises UnloadableAreas.
    """
    rows = read_table(path, ("code", "name", "kind", "parent_code"))
    if not rows:
        raise UnloadableAreas(f"{Path(path).name} 里没有区划。")
    _check(rows)
    loaded = Loaded()
    known = {code.code: code.area for code in AreaCode.objects.select_related("area", "area__parent", "area__unit")}
    by_code: dict[str, Area] = {}
    former: list[AreaAlias] = []
    for order, row in enumerate(rows, start=1):
        parent = by_code.get(row["parent_code"])
        area = known.get(row["code"])
        if area is None:
            area = create_area(name=row["name"], kind=row["kind"], parent=parent, code=row["code"], order=order)
            loaded.created += 1
        elif (area.name, area.kind, area.parent_id) == (row["name"], row["kind"], parent.pk if parent else None):
            loaded.unchanged += 1
        else:
            if area.name != row["name"]:
                former.append(AreaAlias(area=area, alias=area.name, is_former_name=True))
            change_area(area, name=row["name"], kind=row["kind"], parent=parent)
            loaded.updated += 1
        by_code[row["code"]] = area
    county = next((row["name"] for row in rows if row["kind"] == AreaKind.COUNTY), "")
    wanted = [
        AreaAlias(area=area, alias=form)
        for area in by_code.values()
        for form in spellings(area.name, area.kind, county)
    ]
    wanted += [*former, *_from_file(aliases, by_code)]
    before = AreaAlias.objects.count()
    AreaAlias.objects.bulk_create(wanted, ignore_conflicts=True)
    loaded.spellings = AreaAlias.objects.count() - before
    return loaded


def _from_file(path: Path | None, by_code: dict[str, Area]) -> list[AreaAlias]:
    if path is None:
        return []
    rows = read_table(path, ("alias", "code"))
    unknown = next((row for row in rows if row["code"] not in by_code), None)
    if unknown:
        raise UnloadableAreas(f"写法“{unknown['alias']}”的代码 {unknown['code']} 不在区划文件里。")
    return [AreaAlias(area=by_code[row["code"]], alias=fold(row["alias"])) for row in rows if row["alias"]]
