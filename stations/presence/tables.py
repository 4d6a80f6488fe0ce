"""Columns of the register of check-ins."""

from django.db.models import Case, Value, When
from django.utils.html import format_html_join

from deputies.people.querysets import named
from deputies.people.tables import person
from stations.presence.enums import DepartureWay, Proof
from stations.presence.filters import CheckInFilter
from stations.presence.models import CheckIn
from yunhe.accounts.scope import scope_of
from yunhe.web.lists.columns import Column, badged, choice, field
from yunhe.web.lists.listing import Empty, Search
from yunhe.web.lists.newest import NewestFirst
from yunhe.web.templatetags.ui import word

PROOF_TONES = {Proof.SCREEN: "success", Proof.KEEPER: "success", Proof.PRINTED: "info", Proof.AFTERWARDS: "warning"}


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


class CheckInListing(NewestFirst):
    """Check-ins at stations and activities."""

    name = "check-ins"
    moment = "at"
    title = "签到记录"
    filterset_class = CheckInFilter
    search = Search("代表、站点或活动", named("deputy"), "station__name__icontains", "activity__title__icontains")
    default_sort = "-at"
    columns = (
        person("deputy", "代表", "deputy", is_title=True),
        Column("origin", "来自", "deputy.origin.name", sort=("deputy__origin__order",)),
        field("at", "签到时间"),
        field("station", "站点", "station.name"),
        field("activity", "活动", "activity.title"),
        choice("way", "方式"),
        badged("proof", "证明程度", lambda row: (row.proof_label, PROOF_TONES[row.proof])),
        field("left", "离开时间", "left_at", shown=False),
        Column("stay", "停留", stay_of),
        Column(
            "marks",
            "标记",
            lambda row: "、".join(marks_of(row)),
            cell=lambda row: format_html_join(" ", "{}", ((word(mark),) for mark in marks_of(row))),
        ),
        Column("near", "站点附近", "near_label", shown=False),
        field("uploaded", "补传时间", "uploaded_at", shown=False),
        Column("by", "登记人", "recorded_by", shown=False),
        Column("reason", "补登原因", "reason", shown=False),
        badged(
            "state",
            "状态",
            lambda row: (f"已撤销：{row.undo_reason}", "muted") if row.undone_at else ("有效", "success"),
            sort=("undone_at",),
        ),
    )
    empty = Empty(
        "还没有签到", "代表扫站点或活动的码即可签到；也可以在站点页由负责人登记。", "places:station-list", "去站点"
    )

    def quick_total(self):
        """Count by the roads of the scope."""
        return CheckIn.objects.count_for(self.user)

    def rows(self):
        """Check-ins in scope."""
        places = ("station__organising_area", "activity__organising_area")
        rows = CheckIn.objects.visible_to(self.user).select_related("deputy__origin", *places)
        own = When(scope_of(self.user).within("deputy__origin"), then=Value(True))
        return rows.annotate(at_home=Case(own, default=Value(False)))
