"""All of a province, part after part."""

from collections.abc import Callable
from random import Random

from deputies.people.models import Deputy
from liaison.demo.plan import SEED
from liaison.demo.province.events import write_activities, write_check_ins, write_concerns
from liaison.demo.province.people import write_households, write_people
from liaison.demo.province.places import Size, write_accounts, write_areas, write_stations
from yunhe.areas.models import Area


class ProvinceRefusedError(Exception):
    """The province cannot be made; the text says why and what to do, in Chinese."""


def write_province(size: Size, say: Callable[[str], None] = lambda text: None) -> None:
    """Fill an empty database with `size`, telling `say` after each part. Not one transaction: some thousand rows at a time.

    Raises ProvinceRefusedError where areas or deputies are there already, and for numbers that make no province.
    """
    if Area.objects.exists() or Deputy.objects.exists():
        raise ProvinceRefusedError("库里已有区划或代表：make_province 只能装入空库，请换一个数据库再运行。")
    if size.counties < 1 or size.units < size.counties or size.points < 1 or size.deputies < size.counties * 4:
        raise ProvinceRefusedError("至少要有一个县，乡镇街道不能少于县，代表每县至少 4 人。请改大这些数再运行。")
    random = Random(SEED)  # noqa: S311 invented data, not secrets
    counties = write_areas(size)
    write_stations(counties)
    write_accounts(counties)
    say("区划、站点、账号")
    write_people(counties, size, random)
    say("代表、档案、台账")
    write_households(counties, size, random)
    say("联系户、走访")
    write_activities(counties, size, random)
    write_check_ins(counties, size, random)
    say("活动、签到")
    write_concerns(counties, size, random)
    say("群众诉求")
