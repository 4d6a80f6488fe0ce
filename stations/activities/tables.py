"""Columns of the lists of activities, invitations, series, topics and follow-ups."""

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When

from deputies.people.querysets import named
from deputies.people.tables import person
from stations.activities.enums import ActivityState, FollowUpState
from stations.activities.filters import ActivityFilter, FollowUpFilter, InvitationFilter, SeriesFilter, TopicFilter
from stations.activities.models import Activity, ActivitySeries, FollowUp, Invitation, Topic
from yunhe.accounts.scope import scope_of
from yunhe.web.lists.columns import Column, badged, choice, counted, field, state, unit
from yunhe.web.lists.listing import Empty, Listing, Search


class ActivityListing(Listing):
    """Activities with their attendance."""

    name = "activities"
    title = "代表活动"
    filterset_class = ActivityFilter
    search = Search("活动名称或地点", "title__icontains", "place__icontains", "station__name__icontains")
    default_sort = "-starts"
    columns = (
        field("title", "活动", is_title=True),
        choice("kind", "类别"),
        field("starts", "开始时间", "starts_at"),
        Column("ends", "结束时间", "ends_at", shown=False),
        unit("organiser", "组织单位", "organising_area"),
        Column("place", "地点", lambda row: row.place or row.station),
        counted("present", "签到人数"),
        state(),
    )
    empty = Empty(
        "还没有活动", "登记一次活动，就能生成活动码，代表到场扫码签到。", "activities:activity-create", "登记活动"
    )
    source = Activity.objects.with_present().select_related("organising_area__unit", "station")


class InvitationListing(Listing):
    """Invitations with what was answered and who came."""

    name = "invitations"
    title = "邀请和报名"
    filterset_class = InvitationFilter
    search = Search("代表或活动", named("deputy"), "activity__title__icontains")
    default_sort = "deputy"
    columns = (
        person("deputy", "代表", "deputy", is_title=True),
        Column("origin", "来自", "deputy.origin.name", sort=("deputy__origin__order",)),
        Column("activity", "活动", "activity.title", sort=("activity__starts_at",)),
        choice("group", "邀请原因"),
        state("答复"),
        Column("reason", "请假原因", "reason"),
        Column("came", "到场", lambda row: "已签到" if row.came else ""),
        field("answered", "答复时间", "answered_at", shown=False),
        Column("by", "答复人", "answered_by", shown=False),
    )
    empty = Empty("还没有邀请", "在活动页点“邀请代表”，按人群一次邀请。", "activities:activity-list", "去活动")

    def rows(self):
        """Invitations in scope, with whether the deputy has checked in."""
        here = {"check_ins__deputy": OuterRef("deputy"), "check_ins__undone_at__isnull": True}
        present = Activity.objects.filter(pk=OuterRef("activity"), **here)
        related = ("deputy__origin", "deputy__residence", "activity__organising_area")
        rows = Invitation.objects.visible_to(self.user).select_related(*related)
        return rows.annotate(came=Exists(present))

    def url(self, row):
        """The activity for those who organise it or host it, the deputy's file for the home office."""
        scope = scope_of(self.user)
        if scope.is_staff_for(row.activity.organising_area):
            return row.activity.get_absolute_url()
        is_home = scope.is_staff_for(row.deputy.origin) or scope.is_staff_for(row.deputy.residence)
        return row.deputy.get_absolute_url() if is_home else row.activity.get_absolute_url()


def _standing(follow_up: FollowUp) -> tuple[str, str]:
    """Return word and tone: how late it is, else its state."""
    if follow_up.is_late:
        return follow_up.late_label, "danger"
    return follow_up.get_state_display(), FollowUpState(follow_up.state).tone


class FollowUpListing(Listing):
    """Follow-ups with who has to do them, until when, and what became of them."""

    name = "follow-ups"
    title = "后续事项"
    filterset_class = FollowUpFilter
    search = Search(
        "事项、活动或责任人",
        "title__icontains",
        "activity__title__icontains",
        "owner_name__icontains",
        "owner_area__name__icontains",
        named("owner_deputy"),
    )
    default_sort = "state"
    columns = (
        Column("title", "事项", "title", is_title=True),
        Column("owner", "责任人", "owner_label"),
        field("due", "期限", "due_on"),
        badged("state", "状态", _standing, sort=("is_closed", "due_on")),
        unit("area", "交办单位"),
        Column("activity", "来自活动", "activity.title", sort=("activity__starts_at",)),
        field("closed", "完成日期", "closed_on"),
        Column("result", "完成情况", lambda row: row.result or row.drop_reason, shown=False),
        Column("by", "登记人", "created_by", shown=False),
    )
    empty = Empty(
        "还没有后续事项",
        "活动议定的事，写明谁办、何时办完，到期会提醒；在活动页或这里登记。",
        "activities:follow-up-create",
        "登记后续事项",
    )
    source = FollowUp.objects.select_related("area__unit", "owner_area__unit", "owner_deputy", "activity")
    annotated = {
        "is_closed": Case(When(state=FollowUpState.OPEN, then=Value(0)), default=Value(1))
    }  # the open ones first


class TopicListing(Listing):
    """Topics month by month with how far each is."""

    name = "topics"
    title = "议题"
    filterset_class = TopicFilter
    search = Search("议题、活动或团队", "title__icontains", "activity__title__icontains", "team__name__icontains")
    default_sort = "-month"
    columns = (
        field("title", "议题", is_title=True),
        Column("month", "月份", "month_label", sort=("month",)),
        state("进度"),
        unit("area", "提出单位"),
        field("team", "团队", "team.name"),
        Column("activity", "议事活动", "activity.title"),
        counted("waiting", "待办事项"),
        field("studied", "学习日期", "studied_on", shown=False),
        field("closed", "办结日期", "closed_on"),
    )
    empty = Empty(
        "还没有议题", "一个月一个议题：先学习，再议事，后监督，办完为止。", "activities:topic-create", "登记议题"
    )
    source = Topic.objects.select_related("area__unit", "team", "activity")
    annotated = {"waiting": Count("follow_ups", filter=Q(follow_ups__state=FollowUpState.OPEN))}


class SeriesListing(Listing):
    """Series with how many of their activities were held."""

    name = "series"
    title = "系列活动"
    filterset_class = SeriesFilter
    search = Search("系列名称或团队", "title__icontains", "team__name__icontains")
    default_sort = "-year"
    columns = (
        field("title", "系列", is_title=True),
        Column("year", "年度", lambda row: f"{row.year}", sort=("year",)),
        unit("area", "组织单位"),
        field("team", "团队", "team.name"),
        Column("rule", "时间", "rule_label"),
        counted("planned", "待举行"),
        counted("held", "已举行"),
        Column("by", "编排人", "created_by", shown=False),
    )
    empty = Empty(
        "还没有系列活动",
        "每月一次的主题活动，按规则一次排好全年，节假日顺延。",
        "activities:series-create",
        "编排系列活动",
    )
    source = ActivitySeries.objects.select_related("area__unit", "team")
    annotated = {
        "planned": Count("activities", filter=Q(activities__state=ActivityState.PLANNED)),
        "held": Count("activities", filter=Q(activities__state=ActivityState.HELD)),
    }
