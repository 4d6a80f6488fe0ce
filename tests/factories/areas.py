"""A small county of real shape: two townships, two streets, a zone, villages and communities."""

from dataclasses import dataclass, fields

import factory

from tests.kit.drawn import drawn_once
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area, AreaAlias, AreaCode
from yunhe.areas.workflow import create_area


@dataclass
class County:
    """Areas that tests speak of. 赤石 is the origin, 浮云 the residence, 石塘 and 元和 the strangers."""

    root: Area
    chishi: Area
    shitang: Area
    fuyun: Area
    yuanhe: Area
    zone: Area
    shuanglin: Area  # village of 赤石
    lianhe: Area  # village of 石塘
    zhongshan: Area  # community of 浮云
    dongmen: Area  # community of 浮云
    shishan: Area  # community of 元和


def make_county() -> County:
    """Put the areas into the database and return them: always the same rows, in two statements."""
    county, codes = drawn_once("county", _county_and_codes)
    Area.objects.bulk_create(getattr(county, field.name) for field in fields(county))
    AreaCode.objects.bulk_create(codes)
    return county


def _county_and_codes() -> tuple[County, list[AreaCode]]:
    county = draw_county()
    return county, list(AreaCode.objects.filter(area__path__startswith=county.root.path))


def draw_county() -> County:
    """Draw a county area by area with the verb of the program: each time another one."""
    root = create_area(name="云和县", kind=AreaKind.COUNTY, code="331125")
    chishi = create_area(name="赤石乡", kind=AreaKind.TOWNSHIP, parent=root, code="331125206", order=6)
    shitang = create_area(name="石塘镇", kind=AreaKind.TOWN, parent=root, code="331125106", order=5)
    fuyun = create_area(name="浮云街道", kind=AreaKind.STREET, parent=root, code="331125001", order=1)
    yuanhe = create_area(name="元和街道", kind=AreaKind.STREET, parent=root, code="331125002", order=2)
    return County(
        root=root,
        chishi=chishi,
        shitang=shitang,
        fuyun=fuyun,
        yuanhe=yuanhe,
        zone=create_area(name="经开区", kind=AreaKind.ZONE, parent=root, code="331125Z01", order=11),
        shuanglin=create_area(name="双林村委会", kind=AreaKind.VILLAGE, parent=chishi, code="331125206215"),
        lianhe=create_area(name="联合村委会", kind=AreaKind.VILLAGE, parent=shitang, code="331125106214"),
        zhongshan=create_area(name="中山社区", kind=AreaKind.COMMUNITY, parent=fuyun, code="331125001001"),
        dongmen=create_area(name="东门社区", kind=AreaKind.COMMUNITY, parent=fuyun, code="331125001004"),
        shishan=create_area(name="狮山社区", kind=AreaKind.COMMUNITY, parent=yuanhe, code="331125002003"),
    )


class AreaFactory(factory.django.DjangoModelFactory):
    """A community of `parent`, drawn by the program's own verb."""

    class Meta:
        model = Area

    name = factory.Sequence(lambda n: f"第{n}社区")
    kind = AreaKind.COMMUNITY
    parent = None

    @classmethod
    def _create(cls, model_class, *args, **facts):
        """Let the verb set path, unit and marks."""
        return create_area(**facts)


class AreaCodeFactory(factory.django.DjangoModelFactory):
    """A further code of `area`."""

    class Meta:
        model = AreaCode

    code = factory.Sequence(lambda n: f"3311259{n:05d}")


class AreaAliasFactory(factory.django.DjangoModelFactory):
    """A spelling of `area`."""

    class Meta:
        model = AreaAlias

    alias = factory.Sequence(lambda n: f"写法{n}")
