"""Sessions, who was called to them, and leaves as lists."""

from django.urls import reverse

from deputies.people.tables import by_name, person
from liaison.sessions import queries
from liaison.sessions.enums import AttendanceStatus
from liaison.sessions.filters import LeaveFilter, SessionFilter, SummonsFilter
from liaison.sessions.models import Attendance, CongressSession, Leave, Summons
from yunhe.kit.counting import count_of
from yunhe.web.lists.columns import Column, choice, counted, field, state
from yunhe.web.lists.listing import Empty, Listing, Search


class SessionListing(Listing):
    name = "sessions"
    title = "会议与出席"
    filterset_class = SessionFilter
    search = Search("单位、地点或会议名称", "area__name__contains", "place__contains", "name__contains")
    default_sort = "-begins_on"
    columns = (
        Column("session", "会议", "__str__", is_title=True),
        choice("kind", "类别", shown=False),
        field("begins_on", "开始日期"),
        field("ends_on", "结束日期"),
        counted("called", "应到"),
        counted("absences", "未请假缺席（人次）"),
        state(),
        Column("place", "地点", "place", shown=False),
    )
    empty = Empty("还没有会议", "点“登记会议”，系统会通知应到的代表，会前请假、会上点名都在这里办。")
    source = CongressSession.objects.select_related("area", "term")

    @property
    def annotated(self):  # type: ignore[override]
        """What is counted of each session: of the people in the scope of who looks alone."""
        called = Summons.objects.visible_to(self.user)
        absent = Attendance.objects.current().filter(
            status=AttendanceStatus.ABSENT, summons__in=called.order_by().values("pk")
        )
        return {
            "called": count_of(called, "session"),
            "absences": count_of(absent, "sitting__session"),
        }


class SummonsListing(Listing):
    """Who was called to which session, and how it was attended, in half-days."""

    name = "summonses"
    title = "出席情况"
    filterset_class = SummonsFilter
    search = by_name("deputy")
    default_sort = "-on"
    columns = (
        person("name", "代表", "deputy", is_title=True),
        Column("origin", "流出地", "deputy.origin.name", sort=("deputy__origin__order", "deputy__name_pinyin")),
        Column("residence", "现居住地", "deputy.residence_label", sort=("deputy__residence__path",)),
        Column("session", "会议", "session"),
        Column("on", "日期", "session.days_label", sort=("session__begins_on",)),
        counted("sittings", "应到场次"),
        counted("there", "到会"),
        counted("on_leave", "请假"),
        counted("absent", "未请假缺席"),
    )
    empty = Empty("没有出席登记", "会议点名以后，每名代表的到会、请假、缺席会列在这里。")
    source = Summons.objects.select_related(
        "deputy__origin", "deputy__residence__unit", "session__area", "session__term"
    )
    annotated = queries.figures()


class LeaveListing(Listing):
    name = "leaves"
    title = "请假"
    filterset_class = LeaveFilter
    search = by_name("summons__deputy")
    default_sort = "-asked_at"
    columns = (
        person("name", "代表", "summons.deputy", is_title=True),
        Column("origin", "流出地", "summons.deputy.origin.name", sort=("summons__deputy__origin__order",)),
        Column("session", "会议", "summons.session"),
        Column("begins", "会议日期", "summons.session.days_label", sort=("summons__session__begins_on",)),
        counted("halves", "半天数"),
        field("asked_at", "请假时间"),
        state(beside=lambda row: ("补假", "warning") if row.is_afterwards else None),
        Column("decided_by", "批准人", "decided_by", shown=False),
        field("decided_at", "批准时间", shown=False),
    )
    empty = Empty("没有请假", "代表在手机“我的会议”里请假，召集会议的人大在这里批准。")
    source = Leave.objects.select_related("summons__deputy__origin", "summons__session__area", "summons__session__term")
    annotated = {"halves": count_of(Leave.sittings.through.objects.all(), "leave")}

    def url(self, row):
        """Open the leave."""
        return reverse("sessions:leave-detail", args=[row.pk])
