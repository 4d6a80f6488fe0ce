"""How many people the demo county has, and where they went.

Sums are the published ones of the six townships: county deputies 78, of whom 68 live in the county town; township
deputies 293, of whom 189 do. The split between the townships is not published and is ours.
"""

from dataclasses import dataclass, field

SEED = 331_125


@dataclass(frozen=True)
class TownshipPlan:
    """One township: (elected, living in the county town) per level, dual mandates, and the streets people moved to."""

    name: str
    county: tuple[int, int]
    township: tuple[int, int]
    streets: dict[str, int] = field(hash=False)
    dual: int = 2


TOWNSHIPS = (
    TownshipPlan("崇头镇", (20, 17), (56, 38), {"浮云街道": 4, "元和街道": 4, "凤凰山街道": 2, "白龙山街道": 1}),
    TownshipPlan("石塘镇", (18, 16), (54, 36), {"凤凰山街道": 5, "元和街道": 3, "浮云街道": 1, "白龙山街道": 1}),
    TownshipPlan("紧水滩镇", (13, 12), (49, 31), {"元和街道": 4, "浮云街道": 3, "凤凰山街道": 2, "白龙山街道": 1}),
    TownshipPlan("赤石乡", (11, 10), (47, 30), {"浮云街道": 4, "元和街道": 2, "凤凰山街道": 2, "白龙山街道": 1}),
    TownshipPlan("安溪畲族乡", (9, 7), (44, 28), {"浮云街道": 3, "凤凰山街道": 2, "元和街道": 2, "白龙山街道": 1}),
    TownshipPlan("雾溪畲族乡", (7, 6), (43, 26), {"白龙山街道": 6, "浮云街道": 1, "凤凰山街道": 1, "元和街道": 1}),
)
STREET_DEPUTIES = {"浮云街道": 6, "元和街道": 6, "白龙山街道": 5, "凤凰山街道": 6, "经开区": 4}  # county level only
URBAN_STATIONS = {
    "崇头镇": "元和街道",
    "石塘镇": "凤凰山街道",
    "赤石乡": "浮云街道",
    "雾溪畲族乡": "白龙山街道",
}  # four townships run a station in the county town
OUTSIDE_PLACES = ("丽水市莲都区", "杭州市余杭区", "温州市鹿城区", "龙泉市", "金华市义乌市")
TERM_NUMBER = 17
