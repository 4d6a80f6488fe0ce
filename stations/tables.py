"""The lists of the stations app: columns, search and what an empty list says."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, Count, Exists, Max, OuterRef, Q, Value, When
from django.utils.html import format_html_join

from deputies.querysets import named_q
from stations.enums import DepartureWay, Proof
from stations.filters import (
    ActivityFilter,
    CheckInFilter,
    CodeFilter,
    DutyShiftFilter,
    InvitationFilter,
    StationFilter,
    VoterReceptionFilter,
)
from stations.models import Activity, CheckIn, Code, DutyShift, Invitation, Station, VoterReception
from yunhe.accounts.scope import scope_of
from yunhe.areas.querysets import within_q
from yunhe.web.lists.columns import Column
from yunhe.web.lists.listing import BulkAction, Empty, Listing
from yunhe.web.templatetags.ui import badge, state_badge, word

PROOF_TONES = {Proof.SCREEN: "success", Proof.KEEPER: "success", Proof.PRINTED: "info", Proof.AFTERWARDS: "warning"}


class StationListing(Listing):
    """Stations as a table."""

    name = "stations"
    title = "联络站点"
    filterset_class = StationFilter
    default_sort = "unit"
    columns = (
        Column("name", "站点", "name", sort=("name",), is_title=True),
        Column("kind", "类别", "get_kind_display", sort=("kind",)),
        Column(
            "unit",
            "主办单位",
            "organising_area.full_name",
            sort=("organising_area__unit__order", "organising_area__code"),
        ),
        Column("place", "所在地", "location_area.full_name", sort=("location_area__code",)),
        Column("address", "地址", "address", shown=False),
        Column("hours", "开放时间", "opening_hours", shown=False),
        Column("reception", "接待选民日", "reception_days"),
        Column("head", "站长", "head_name"),
        Column("officer", "联络员", "liaison_officer"),
        Column("check_ins", "签到次数", "check_in_count", sort=("check_in_count",), number=True),
        Column("last", "最近签到", "last_at", sort=("last_at",)),
        Column(
            "state",
            "状态",
            lambda row: "启用" if row.is_active else "已停用",
            cell=lambda row: badge("启用", "success") if row.is_active else badge("已停用"),
        ),
    )
    empty = Empty("还没有站点", "县人大可以按区划一次建好 1+11+N 站点。", "stations:station-list", "去站点树")

    def rows(self):
        """Stations in scope with their check-ins counted."""
        standing = Q(check_ins__undone_at__isnull=True)
        return (
            Station.objects.visible_to(self.user)
            .select_related("organising_area__unit", "location_area__unit")
            .annotate(check_in_count=Count("check_ins", filter=standing), last_at=Max("check_ins__at", filter=standing))
        )


class CodeListing(Listing):
    """Codes of the three kinds."""

    name = "codes"
    title = "三码"
    filterset_class = CodeFilter
    search_label = "站点、活动、代表姓名或码值"
    default_sort = "-created"
    columns = (
        Column("subject", "对象", "subject", is_title=True),
        Column("kind", "类别", "get_kind_display", sort=("kind",)),
        Column("version", "版本", lambda row: f"第{row.version}版", sort=("version",)),
        Column("token", "短码", "token", sort=("token",)),
        Column("scans", "扫码次数", "scan_count", sort=("scan_count",), number=True),
        Column("scanned", "最近扫码", "last_scanned_at", sort=("last_scanned_at",)),
        Column("printed", "最近打印", "printed_at", sort=("printed_at",)),
        Column("created", "生成时间", "created_at", sort=("created_at",), shown=False),
        Column(
            "state",
            "状态",
            lambda row: code_state(row)[0],
            cell=lambda row: badge(*code_state(row)),
            sort=("revoked_at",),
        ),
    )
    bulk_actions = (BulkAction("打印所选", "stations:code-print", "print"),)
    empty = Empty("还没有二维码", "在站点页可以逐个制作，也可以在这里一次制作全部联络站码。")

    def rows(self):
        """Codes in scope."""
        return Code.objects.visible_to(self.user).select_related("station", "deputy", "activity")

    def search(self, rows, text):
        """Codes whose subject or token carries `text`."""
        subject = Q(station__name__icontains=text) | Q(activity__title__icontains=text) | named_q(text, "deputy")
        return rows.filter(subject | Q(token=text.lower()))

    def url(self, row):
        """The page of the code, not what it opens for voters."""
        return row.manage_url


def code_state(code: Code) -> tuple[str, str]:
    """Return (word, tone) of a code's state."""
    if not code.is_in_force:
        return "已停用", "muted"
    return ("使用中", "success") if code.images_made_at else ("制图中", "warning")


def marks_of(check_in: CheckIn) -> list[str]:
    """Return what is particular about a check-in: a guest, seen from home or from the host's side; handed in later."""
    guest = "在外单位参加" if check_in.at_home else "外单位代表"  # type: ignore[attr-defined] annotated by the list
    marks = [guest] if check_in.is_away else []
    return [*marks, "离线补传"] if check_in.uploaded_at else marks


def stay_of(check_in: CheckIn) -> str:
    """Return how long the deputy stayed, and whether nobody but the clock has said so."""
    if not check_in.stay_label:
        return "未签退" if check_in.left_at else "在场" if check_in.is_open else ""
    return f"{check_in.stay_label}（自动）" if check_in.left_way == DepartureWay.AUTOMATIC else check_in.stay_label


class CheckInListing(Listing):
    """Check-ins at stations and activities."""

    name = "check-ins"
    title = "签到记录"
    filterset_class = CheckInFilter
    search_label = "代表、站点或活动"
    default_sort = "-at"
    columns = (
        Column("deputy", "代表", "deputy.name", sort=("deputy__name_pinyin",), is_title=True),
        Column("origin", "来自", "deputy.origin.name", sort=("deputy__origin__order",)),
        Column("at", "签到时间", "at", sort=("at",)),
        Column("station", "站点", "station.name", sort=("station__name",)),
        Column("activity", "活动", "activity.title", sort=("activity__title",)),
        Column(
            "way",
            "方式",
            "get_way_display",
            sort=("way",),
        ),
        Column(
            "proof",
            "证明程度",
            "proof_label",
            cell=lambda row: badge(row.proof_label, PROOF_TONES[row.proof]),
        ),
        Column("left", "离开时间", "left_at", sort=("left_at",), shown=False),
        Column("stay", "停留", stay_of),
        Column(
            "marks",
            "标记",
            lambda row: "、".join(marks_of(row)),
            cell=lambda row: format_html_join(" ", "{}", ((word(mark),) for mark in marks_of(row))),
        ),
        Column("near", "站点附近", "near_label", shown=False),
        Column("uploaded", "补传时间", "uploaded_at", sort=("uploaded_at",), shown=False),
        Column("by", "登记人", "recorded_by", shown=False),
        Column("reason", "补登原因", "reason", shown=False),
        Column(
            "state",
            "状态",
            lambda row: f"已撤销：{row.undo_reason}" if row.undone_at else "有效",
            cell=lambda row: badge(f"已撤销：{row.undo_reason}") if row.undone_at else badge("有效", "success"),
            sort=("undone_at",),
        ),
    )
    empty = Empty(
        "还没有签到", "代表扫站点或活动的码即可签到；也可以在站点页由负责人登记。", "stations:station-list", "去站点"
    )

    def rows(self):
        """Check-ins in scope."""
        places = ("station__organising_area", "activity__organising_area")
        rows = CheckIn.objects.visible_to(self.user).select_related("deputy__origin", *places)
        own = When(within_q("deputy__origin", scope_of(self.user).paths()), then=Value(True))
        return rows.annotate(at_home=Case(own, default=Value(False)))

    def search(self, rows, text):
        """Check-ins whose deputy, station or activity carries `text`."""
        named = named_q(text, "deputy")
        return rows.filter(named | Q(station__name__icontains=text) | Q(activity__title__icontains=text))

    def url(self, row):
        """The page of one check-in."""
        return row.get_absolute_url()


class ActivityListing(Listing):
    """Activities with their attendance."""

    name = "activities"
    title = "代表活动"
    filterset_class = ActivityFilter
    search_label = "活动名称或地点"
    default_sort = "-starts"
    columns = (
        Column("title", "活动", "title", sort=("title",), is_title=True),
        Column("kind", "类别", "get_kind_display", sort=("kind",)),
        Column("starts", "开始时间", "starts_at", sort=("starts_at",)),
        Column("ends", "结束时间", "ends_at", shown=False),
        Column(
            "organiser",
            "组织单位",
            "organising_area.full_name",
            sort=("organising_area__order", "organising_area__code"),
        ),
        Column("place", "地点", lambda row: row.place or row.station),
        Column("present", "签到人数", "present", sort=("present",), number=True),
        Column("state", "状态", "get_state_display", cell=state_badge, sort=("state",)),
    )
    empty = Empty(
        "还没有活动", "登记一次活动，就能生成活动码，代表到场扫码签到。", "stations:activity-create", "登记活动"
    )

    def rows(self):
        """Activities in scope with those present counted."""
        standing = Q(check_ins__undone_at__isnull=True)
        return (
            Activity.objects.visible_to(self.user)
            .select_related("organising_area__unit", "station")
            .annotate(present=Count("check_ins", filter=standing))
        )

    def search(self, rows, text):
        """Activities whose title or place carries `text`."""
        return rows.filter(Q(title__icontains=text) | Q(place__icontains=text) | Q(station__name__icontains=text))


class VoterReceptionListing(Listing):
    """Receptions of voters and what became of each matter."""

    name = "receptions"
    title = "接待选民记录"
    filterset_class = VoterReceptionFilter
    search_label = "反映内容、站点或接待代表"
    default_sort = "-on"
    columns = (
        Column("matter", "反映内容", lambda row: row.matter[:40], is_title=True),
        Column("on", "日期", "received_on", sort=("received_on",)),
        Column("station", "站点", "station.name", sort=("station__name",)),
        Column("deputies", "接待代表", "deputy_names"),
        Column("category", "类别", "get_category_display", sort=("category",)),
        Column("route", "去向", "get_route_display", sort=("route",)),
        Column("handler", "承办单位", "handler"),
        Column("due_on", "办理期限", "due_on", sort=("due_on",)),
        Column(
            "state",
            "状态",
            lambda row: "已逾期" if row.is_late else row.get_state_display(),
            cell=lambda row: badge("已逾期", "danger") if row.is_late else state_badge(row),
            sort=("state",),
        ),
        Column("rating", "选民评价", "get_rating_display", sort=("rating",)),
        Column("by", "记录人", "recorded_by", shown=False),
    )
    empty = Empty(
        "还没有接待记录",
        "接待选民时，一件事记一份，办理和反馈都接着登记在上面。",
        "stations:reception-create",
        "登记接待",
    )

    def rows(self):
        """Receptions in scope with the names of those who received."""
        names = StringAgg("deputies__name", delimiter="、", order_by="deputies__name_pinyin")
        rows = VoterReception.objects.visible_to(self.user).select_related("station")
        return rows.annotate(deputy_names=names)

    def search(self, rows, text):
        """Receptions whose matter or station carries `text`, or that a deputy of this name took."""
        people = VoterReception.deputies.through.objects.filter(named_q(text, "deputy")).values("voterreception_id")
        return rows.filter(Q(matter__icontains=text) | Q(station__name__icontains=text) | Q(pk__in=people))


class DutyShiftListing(Listing):
    """Reception days with who serves."""

    name = "shifts"
    title = "接待日"
    filterset_class = DutyShiftFilter
    search_label = "站点、主题或值班代表"
    default_sort = "-on"
    columns = (
        Column("station", "站点", "station.name", sort=("station__name",), is_title=True),
        Column("on", "接待日期", "on", sort=("on",)),
        Column("hours", "时间", lambda row: f"{row.starts:%H:%M}–{row.ends:%H:%M}"),
        Column("planned", "原定日期", "planned_on", shown=False),
        Column("topic", "主题", "topic"),
        Column("deputies", "值班代表", "deputy_names"),
        Column("present", "到岗", "present", number=True),
        Column("state", "状态", "get_state_display", cell=state_badge, sort=("state",)),
    )
    empty = Empty("还没有接待日", "选一个站点，按规则编排全年值班。", "stations:rota-create", "编排值班表")

    def rows(self):
        """Reception days in scope with names and those present counted."""
        names = StringAgg("deputies__name", delimiter="、", order_by="deputies__name_pinyin")
        present = Count("duties", filter=Q(duties__was_present=True))
        rows = DutyShift.objects.visible_to(self.user).select_related("station")
        return rows.annotate(deputy_names=names, present=present)

    def search(self, rows, text):
        """Days whose station or topic carries `text`, or on which a deputy of this name serves."""
        people = DutyShift.deputies.through.objects.filter(named_q(text, "deputy")).values("shift_id")
        return rows.filter(Q(topic__icontains=text) | Q(station__name__icontains=text) | Q(pk__in=people))


class InvitationListing(Listing):
    """Invitations with what was answered and who came."""

    name = "invitations"
    title = "邀请和报名"
    filterset_class = InvitationFilter
    search_label = "代表或活动"
    default_sort = "deputy"
    columns = (
        Column("deputy", "代表", "deputy.name", sort=("deputy__name_pinyin",), is_title=True),
        Column("origin", "来自", "deputy.origin.name", sort=("deputy__origin__order",)),
        Column("activity", "活动", "activity.title", sort=("activity__starts_at",)),
        Column("group", "邀请原因", "get_group_display", sort=("group",)),
        Column("state", "答复", "get_state_display", cell=state_badge, sort=("state",)),
        Column("reason", "请假原因", "reason"),
        Column("came", "到场", lambda row: "已签到" if row.came else ""),
        Column("answered", "答复时间", "answered_at", sort=("answered_at",), shown=False),
        Column("by", "答复人", "answered_by", shown=False),
    )
    empty = Empty("还没有邀请", "在活动页点“邀请代表”，按人群一次邀请。", "stations:activity-list", "去活动")

    def rows(self):
        """Invitations in scope, with whether the deputy has checked in."""
        present = CheckIn.objects.standing().filter(activity=OuterRef("activity"), deputy=OuterRef("deputy"))
        related = ("deputy__origin", "deputy__residence", "activity__organising_area")
        rows = Invitation.objects.visible_to(self.user).select_related(*related)
        return rows.annotate(came=Exists(present))

    def search(self, rows, text):
        """Invitations of a deputy of this name, or to an activity that carries `text`."""
        return rows.filter(named_q(text, "deputy") | Q(activity__title__icontains=text))

    def url(self, row):
        """The activity for those who organise it or host it, the deputy's file for the home office."""
        scope = scope_of(self.user)
        if scope.is_staff_for(row.activity.organising_area):
            return row.activity.get_absolute_url()
        is_home = scope.is_staff_for(row.deputy.origin) or scope.is_staff_for(row.deputy.residence)
        return row.deputy.get_absolute_url() if is_home else row.activity.get_absolute_url()
