"""People who are no deputies, as a list."""

from deputies.associates.enums import EXPIRED, STANDING
from deputies.associates.filters import AssociateFilter
from deputies.associates.models import Associate
from deputies.people.querysets import named
from yunhe.kit.counting import count_of
from yunhe.web.lists.columns import Column, badged, choice, counted, field
from yunhe.web.lists.listing import Empty, Listing, Search


def stands(associate: Associate) -> tuple[str, str]:
    """Return where the person stands and its tone."""
    return associate.status, {STANDING: "success", EXPIRED: "warning"}.get(associate.status, "muted")


class AssociateListing(Listing):
    """议事员, 网格员, Party members, village cadres and officials of the user's areas and teams."""

    name = "associates"
    title = "议事员等人员"
    filterset_class = AssociateFilter
    search = Search("姓名、拼音、首字母或职务", named(former=False), "post__contains")
    default_sort = "unit"
    columns = (
        Column("name", "姓名", "name", sort=("name_pinyin",), is_title=True),
        choice("kind", "身份"),
        Column("unit", "所在单位", "area.full_name", sort=("area__path", "name_pinyin")),
        field("post", "单位及职务"),
        Column("phone", "手机", "masked_phone"),
        Column("term", "任期", "term_label", sort=("ends_on",)),
        badged("state", "状态", stands),
        counted("teams", "所在团队"),
        Column("deputy", "兼任", lambda row: "人大代表" if row.deputy_id else "", shown=False),
        choice("chosen_by", "产生方式", shown=False),
        field("announced_on", "公示日期", shown=False),
        field("left_on", "退出日期", shown=False),
        choice("exit_reason", "退出原因", shown=False),
    )
    empty = Empty(
        "没有符合条件的人员",
        "议事员、网格员、党员、村社干部登记一次，团队、活动、走访、值班和议事会都从这里选。",
        "associates:associate-create",
        "登记",
    )
    source = Associate.objects.select_related("area__unit")

    def rows(self):
        """Return those in scope, with the number of teams where that is shown."""
        rows = super().rows()
        if self.needs("teams"):
            member = Associate._meta.get_field("team_memberships").related_model
            rows = rows.annotate(teams=count_of(member.objects.in_force(), "associate"))
        return rows
