"""One list of villages beside the program's own addresses."""

import django_filters
from django.db.models import Q
from django.urls import include, path

from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.kit.readonly import read_only
from yunhe.web.lists.columns import Column
from yunhe.web.lists.listing import Empty, Listing, Search


class AreaFilter(django_filters.FilterSet):
    """By kind."""

    kind = django_filters.ChoiceFilter(label="类别", choices=AreaKind.choices)

    class Meta:
        model = Area
        fields = ("kind",)


class AreaListing(Listing):
    """Areas below the root; scope is those of `user`'s choice for the test: everything."""

    name = "areas"
    title = "区划"
    filterset_class = AreaFilter
    search = Search("名称", "name__contains", lambda text: Q(code=text))
    default_sort = "name"
    columns = (
        Column("name", "名称", "name", sort=("name",), is_title=True),
        Column("kind", "类别", "get_kind_display"),
        Column("parent", "上级", "parent.name", sort=("parent__name",)),
        Column("code", "代码", "code", shown=False),
    )
    empty = Empty("还没有区划", "请先装载区划。")

    def rows(self):
        return Area.objects.exclude(parent=None).select_related("parent")

    def url(self, row):
        return ""


@read_only
def area_list(request):
    """The list."""
    return AreaListing.of(request).answer(request, "probe.html")


urlpatterns = [path("probe/", area_list, name="probe"), path("", include("yunhe.urls"))]
