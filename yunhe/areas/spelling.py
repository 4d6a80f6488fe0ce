"""How offices write the names of areas: folding a text for comparison, and the spellings that follow from a name by rule.

Pure functions over strings; the tree of areas and the lookup live in `index`.
"""

import re

from yunhe.areas.enums import POINTS, AreaKind
from yunhe.kit.folding import fold as kit_fold
from yunhe.kit.folding import simplified

_LOOKALIKE = str.maketrans({"畬": "畲", "佘": "畲", "輋": "畲"})
ETHNIC_TOWNSHIP = re.compile(r"(?:畲|回|满|苗|土家|侗|瑶|壮)族(?=[乡镇])")
POINT_SUFFIX = re.compile(
    r"(?:社区居民委员会|社区居委会|居民委员会|居委会|社区党委|社区党总支|社区|村民委员会|村委会|村委|行政村)$"
)
UNIT_SUFFIX = re.compile(
    r"(?:人大街道工委|街道人大工委|人大主席团|街道办事处|人民政府|办事处|街道办|政府|街道|镇|(?:..?族)?乡)$"
)


def folded(text: object) -> str:
    """Return `text` in one width, without blanks and unseen signs: how an address is kept."""
    return kit_fold(text)


def comparable(text: str) -> str:
    """Return a folded text, sign by sign, as it is compared: traditional characters simplified, 畬 and 佘 written 畲."""
    return simplified(text).translate(_LOOKALIKE)


def fold(text: object) -> str:
    """Return `text` as it is compared: one width, no blanks of any kind, simplified, 畬 and 佘 written 畲, one sort of dash."""
    return comparable(folded(text))


def spoken(name: str) -> str:
    """Return the name of a village or community as people say it: 崇头村委会 → 崇头村, 砻铺居委会 → 砻铺社区."""
    return name.replace("村委会", "村").replace("居委会", "社区")


def bare_name(name: str, kind: str) -> str:
    """Return the name without what says its kind: 中山社区 → 中山, 局村村委会 → 局村, 雾溪畲族乡 → 雾溪."""
    folded = fold(name)
    if kind in POINTS:
        bare = POINT_SUFFIX.sub("", folded)
        if bare == folded and kind == AreaKind.VILLAGE:
            bare = folded.removesuffix("村")
        return bare or folded
    if kind == AreaKind.COUNTY:
        return folded
    if kind == AreaKind.ZONE:
        return folded.removesuffix("管委会")
    return UNIT_SUFFIX.sub("", ETHNIC_TOWNSHIP.sub("", folded)) or folded


def spellings(name: str, kind: str, county: str = "") -> list[str]:
    """Return every spelling of an area that follows from its name by rule, the full name first, all folded.

    county: name of the county, for the zone (云和经济开发区).
    """
    bare, full = bare_name(name, kind), fold(name)
    if kind == AreaKind.STREET:
        forms = [f"{bare}街道", f"{bare}街道办事处", f"{bare}街道办", f"{bare}办事处", f"{bare}街", bare]
    elif kind in {AreaKind.TOWN, AreaKind.TOWNSHIP}:
        plain = ETHNIC_TOWNSHIP.sub("", full)
        forms = [f"{full}人民政府", f"{full}政府", plain, f"{plain}人民政府", bare]
    elif kind == AreaKind.ZONE:
        town = county.removesuffix("县").removesuffix("市").removesuffix("区")
        forms = ["经开区", "经济开发区", "开发区", "经济开发区管委会", "经开区管委会", "工业园区"]
        forms += [f"{prefix}{form}" for prefix in (town, county) if prefix for form in forms[:3]]
    elif kind == AreaKind.COMMUNITY:
        forms = [f"{bare}{tail}" for tail in ("社区", "居委会", "社区居委会", "居民委员会", "社区居民委员会", "居", "")]
    elif kind == AreaKind.VILLAGE:
        forms = [f"{bare}{tail}" for tail in ("村", "村委会", "村民委员会", "村委", "行政村", "经济合作社", "")]
        if bare.endswith("村"):
            forms += [f"{bare}{tail}" for tail in ("委会", "民委员会", "委")]
    else:
        forms = []
    return list(dict.fromkeys(form for form in (full, *forms) if form))
