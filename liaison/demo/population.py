"""The people of the demo county: the sums give the published shares (80 %, about 60 %, 74.5 %); the split is ours."""

from liaison.population.models import UnitPopulation
from yunhe.areas.models import Area

#: unit → residents, urban of them, registered as farmers, moved down of them
PEOPLE = {
    "浮云街道": (31_200, 28_600, 9_600, 4_100),
    "元和街道": (26_400, 24_300, 7_900, 3_300),
    "白龙山街道": (21_600, 19_200, 6_800, 2_900),
    "凤凰山街道": (20_800, 18_400, 6_300, 2_600),
    "经开区": (6_000, 2_625, 1_400, 500),
    "崇头镇": (6_300, 0, 17_500, 12_000),
    "石塘镇": (5_200, 0, 14_200, 9_600),
    "紧水滩镇": (3_100, 0, 10_300, 7_400),
    "赤石乡": (2_100, 0, 7_200, 5_200),
    "安溪畲族乡": (1_400, 0, 5_000, 3_600),
    "雾溪畲族乡": (900, 0, 3_800, 2_800),
}


def write_population(county: Area, year: int, by: str) -> None:
    """Write the people of every unit at the end of `year`."""
    UnitPopulation.objects.bulk_create(
        UnitPopulation(
            area=area,
            year=year,
            residents=residents,
            urban=urban,
            rural=rural,
            moved_down=moved_down,
            source="演示数据",
            created_by=by,
        )
        for area in Area.objects.within(county).units().filter(name__in=PEOPLE)
        for residents, urban, rural, moved_down in [PEOPLE[area.name]]
    )
