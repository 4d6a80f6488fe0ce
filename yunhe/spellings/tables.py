"""Areas as a list."""

from django.db.models import Case, Count, F, Q, When

from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.areas.spelling import fold
from yunhe.spellings.filters import AreaFilter
from yunhe.web.lists.columns import Column, choice, field
from yunhe.web.lists.listing import Empty, Listing, Search


def _spelt(text: str) -> Q:
    return Q(pk__in=Area.objects.filter(aliases__alias__contains=fold(text)).values("pk"))


class AreaListing(Listing):
    """The areas of the system administrator's county."""

    name = "areas"
    title = "区划"
    filterset_class = AreaFilter
    search = Search("名称、代码或任何写法", "name__contains", "code__startswith", _spelt)
    columns = (
        field("name", "名称", is_title=True),
        choice("kind", "类别"),
        Column("unit", "所属乡镇街道", "unit.name", sort=("unit__order",)),
        Column("office", "人大机构", "office_name"),
        field("code", "统计用区划代码"),
        field("in_county_town", "属于县城"),
        field("spellings", "写法", "spelling_count", number=True),
        Column("is_active", "现行", "is_active", shown=False),
    )
    empty = Empty("还没有区划", "请在服务器上运行 manage.py load_areas 装载本县的区划文件。")

    def rows(self):
        """Return the county's areas, the county first, then unit by unit."""
        own = scope_of(self.user).areas(Role.SYSTEM_ADMIN)
        areas = Area.objects.within(*own).select_related("unit")
        unit_first = Case(When(pk=F("unit_id"), then=0), default=1)
        order = (F("unit__order").asc(nulls_first=True), "unit_id", unit_first, "kind", "code", "pk")
        return areas.annotate(spelling_count=Count("aliases")).order_by(*order)
