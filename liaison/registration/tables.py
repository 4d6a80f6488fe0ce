"""The lists of this package: registrations, and deputies who have none yet."""

from functools import partial

from django.urls import reverse

from deputies.people.models import Deputy
from deputies.people.tables import by_name, person
from liaison.registration.filters import AlarmFilter, RegistrationFilter, UnregisteredFilter
from liaison.registration.models import EligibilityAlarm, Registration
from yunhe.accounts.decorators import office_required, opens
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.web.lists.columns import Column, choice, field, state, unit
from yunhe.web.lists.listing import BulkAction, Empty, Listing


class RegistrationListing(Listing):
    """Registrations between the user's offices and the other side."""

    name = "registrations"
    title = "双向共管档案"
    filterset_class = RegistrationFilter
    search = by_name("deputy")
    columns = (
        person("name", "代表", "deputy", is_title=True),
        unit("origin", "流出地"),
        unit("residence", "流入地"),
        Column("community", "接收社区（村）", "community.short_name"),
        state(),
        field("due_on", "办理期限"),
        field("state_since", "进入时间"),
        field("received_at", "报到时间", shown=False),
        Column("grid", "网格", "grid", shown=False),
        Column("group", "代表小组", "group", shown=False),
        Column("contact_person", "社区联系人", "contact_person", shown=False),
        Column("ended_on", "结束日期", "ended_on", shown=False),
        Column("end_reason", "结束原因", "get_end_reason_display", shown=False),
    )
    empty = Empty(
        "没有符合条件的档案",
        "放宽条件，或到“流出未登记”督促代表登记。",
        "registration:unregistered-list",
        "流出未登记",
        partial(opens, office_required),
    )
    source = Registration.objects.select_related("deputy", "origin", "residence", "community")


class UnregisteredListing(Listing):
    """流出未登记: deputies in office who live in another unit of the county and have no open registration."""

    name = "unregistered"
    title = "流出未登记代表"
    filterset_class = UnregisteredFilter
    search = by_name()
    columns = (
        person("name", "代表", is_title=True),
        unit("origin", "流出地"),
        Column("residence", "现居住地", "residence.full_name", sort=("residence__path",)),
        field("since", "居住起始", "resides_since"),
    )
    bulk_actions = (BulkAction("督促登记", "registration:urge", icon="send", kind="primary"),)
    empty = Empty("没有流出未登记的代表", "住在别处的代表都已有档案。", "registration:registration-list", "查看档案")

    def rows(self):
        """Return deputies of the user's own origins, and those who live in the user's area."""
        return (
            Deputy.objects.serving()
            .living_elsewhere_in_county()
            .filter(scope_of(self.user).q(Deputy, "origin", "residence", roles=OFFICES))
            .exclude(registrations__in=Registration.objects.open())
            .select_related("origin", "residence__unit")
        )

    def url(self, row):
        """Open the page on which this deputy is urged or registered."""
        return reverse("registration:deputy-register", args=[row.pk])


class AlarmListing(Listing):
    name = "alarms"
    title = "代表资格提醒"
    filterset_class = AlarmFilter
    search = by_name("deputy")
    default_sort = "-raised_at"
    columns = (
        person("name", "代表", "deputy", is_title=True),
        Column("mandate", "代表资格", "mandate"),
        choice("cause", "事由"),
        unit("origin", "流出地"),
        unit("residence", "现居住地"),
        field("raised_at", "提出时间"),
        field("due_on", "核实期限"),
        state(),
        Column("outcome", "结论", "get_outcome_display"),
        Column("raised_by", "提出人", "raised_by", shown=False),
        Column("closed_by", "结论人", "closed_by", shown=False),
    )
    empty = Empty(
        "没有代表资格提醒", "户籍迁出本乡镇的乡镇代表、两次未经批准不出席会议的代表会自动列在这里，由两地和县人大核实。"
    )
    source = EligibilityAlarm.objects.select_related("deputy", "mandate", "origin", "residence")
