"""Area (区划), its dated codes and its spellings. See `domain.md`-level facts in ARCHITECTURE.md, 区划."""

from django.db import models

from yunhe.areas.enums import UNITS, AreaKind
from yunhe.areas.querysets import AreaQuerySet
from yunhe.areas.spelling import spoken
from yunhe.kit.models import Addressed, unique


class Area(Addressed):
    """One territory. Keyed by its own id, because statistical codes and names change.

    `path` is the materialised path "1/4/17/" of ids from the root, itself included; `unit` is the township-level area it
    lies in (itself for a unit, null for a county). `office_name` is the congress office of a unit or county.
    """

    page = "spellings:area-detail"

    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=12, choices=AreaKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    unit = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所属乡镇街道"
    )
    path = models.CharField("路径", max_length=120, unique=True, null=True, editable=False)  # noqa: DJ001 unknown until the id is
    code = models.CharField("统计用区划代码", max_length=12, blank=True, db_index=True)
    office_name = models.CharField("人大机构名称", max_length=60, blank=True)
    in_county_town = models.BooleanField("属于县城", default=False)
    is_active = models.BooleanField("现行", default=True)
    order = models.PositiveIntegerField("排序", default=0)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "区划"
        ordering = ["order", "code", "id"]
        indexes = [models.Index(fields=["path"], name="area_path_prefix", opclasses=["varchar_pattern_ops"])]

    def __str__(self):
        return self.name

    @property
    def is_unit(self) -> bool:
        """Whether this is a township, town, street or zone."""
        return self.kind in UNITS

    @property
    def short_name(self) -> str:
        """The name as people say it: 崇头村委会 → 崇头村, 砻铺居委会 → 砻铺社区."""
        return spoken(self.name)

    @property
    def full_name(self) -> str:
        """Unit and name, e.g. 浮云街道中山社区; needs `unit` loaded."""
        if self.unit_id and self.unit_id != self.pk:
            return f"{self.unit.name}{self.short_name}"
        return self.short_name

    @property
    def county_path(self) -> str:
        """The path of the county that it lies in."""
        return f"{(self.path or '').split('/')[0]}/"

    @property
    def office_label(self) -> str:
        """Who acts for the area: the name of its congress office, else its own name."""
        return self.office_name or self.name

    def contains(self, other: "Area") -> bool:
        """Whether `other` is this area or lies below it."""
        return bool(other and other.path and self.path and other.path.startswith(self.path))


class AreaCode(models.Model):
    """A statistical code that an area carries or carried, with its dates."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="codes", verbose_name="区划")
    code = models.CharField("代码", max_length=12)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区划代码"
        constraints = [unique("area_code_once", "area", "code")]

    def __str__(self):
        return self.code


class AreaAlias(models.Model):
    """A spelling that offices really write, or a former name of a merged village.

    One spelling may point at several areas (浮云: street and community); the reader then needs a hint.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="aliases", verbose_name="区划")
    alias = models.CharField("写法", max_length=80, db_index=True)
    is_former_name = models.BooleanField("曾用名或已撤并", default=False)
    added_by = models.CharField("添加人", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区划写法"
        constraints = [unique("area_alias_once", "area", "alias")]

    def __str__(self):
        return self.alias
