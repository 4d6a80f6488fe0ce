"""Pages of series: planning a year with preview, one series, changing the rest of the year."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

from stations.activities import policies, queries, workflow
from stations.activities.forms import SeriesChangeForm, SeriesForm
from stations.activities.models import ActivitySeries
from stations.activities.tables import SeriesListing
from yunhe.accounts.decorators import asks, reads, staff_required
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.asked import number
from yunhe.kit.refusals import is_allowed
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage, Said

SERIES = ("系列活动", "activities:series-list")

find_series = in_scope(ActivitySeries.objects.with_sides(), "area__unit", "station__location_area")
series_list = list_page(staff_required, SeriesListing, "stations/activities/series_list.html")


@reads(staff_required, find_series)
def series_detail(request: Request, series: ActivitySeries) -> HttpResponse:
    """Show one series: each of its activities, and what is missing by the rule."""
    user = request.user
    rows = series.activities.select_related("station", "organising_area__unit", "topic").order_by("starts_at", "pk")
    may_change = is_allowed(policies.can_change_series, user, series)
    context = {
        "series": series,
        "activities": queries.series_rows(series, rows),
        "missing": sum(1 for step in workflow.draft_change(series) if step.kind == "new") if may_change else 0,
        "may_change": may_change,
        "history": history_of(series, user),
    }
    return TemplateResponse(request, "stations/activities/series_detail.html", context)


def _page(request: Request, title: str, form_class: Any, after: str, confirm: str, **page: Any) -> FormPage:
    """Return a form page that shows the days in `after` first and is then confirmed by the button `confirm`."""
    actions, context = "stations/activities/_series_confirm.html", {"confirm": confirm}
    given: dict[str, Any] = {"icon": "", "actions": actions, "after": after, "context": context, "user": request.user}
    return FormPage(request, title, form_class, **given, **page)


def _run_after_preview(
    page: FormPage, look: Callable[[dict[str, Any]], list], verb: Callable[[dict[str, Any]], Any], said: Said
) -> HttpResponse:
    """Show the form, beside it what `look` makes of it, and call `verb` once that is confirmed."""
    page.context["drafted"] = []
    if page.holds and "confirm" in page.request.POST:
        done = page.done(verb, said=said)
        if done is not None:
            return done
    elif page.holds:
        page.context["drafted"] = page.tried(look)
    if page.context["drafted"]:
        page.submit, page.kind = "重新预览", "secondary"
    return page.show()


@asks(staff_required)
def series_create(request: Request) -> HttpResponse:
    """Plan a year: set the rule, look at the days, confirm; ?copy= takes over another year's rule."""
    pk = number(request.GET, "copy")
    copied = find_series(request, pk) if pk is not None else None
    page = _page(
        request,
        "延续到下一年" if copied else "编排系列活动",
        SeriesForm,
        "stations/activities/_series_days.html",
        "确认编排",
        crumbs=[SERIES, (copied.title, copied)] if copied else [SERIES],
        note="先预览全年日期，确认后才写入；每次各是一个活动，可以单独改期、邀请、签到、写纪要。",
        submit="预览日期",
        cancel="",
        copied=copied,
    )

    def look(facts: dict[str, Any]) -> list[workflow.Occurrence]:
        policies.can_plan_series(request.user, facts["area"], facts["team"])
        return workflow.draft_some(ActivitySeries(created_by="", **facts))

    return _run_after_preview(
        page,
        look,
        lambda facts: workflow.plan_series(by=request.user, **facts),
        lambda series: f"已编排 {series.activities.count()} 次活动，可以逐次邀请代表。",
    )


@asks(staff_required, find_series, policies.can_change_series)
def series_change(request: Request, series: ActivitySeries) -> HttpResponse:
    """Change the rest of the year: look at what would move, come and go, then confirm."""
    about: dict[str, Any] = {"of": series, "series": series, "crumbs": [SERIES, (series.title, series)]}
    page = _page(
        request,
        "调整剩下的活动",
        SeriesChangeForm,
        "stations/activities/_series_steps.html",
        "确认调整",
        heading=f"调整 {series.year} 年剩下的活动",
        note=f"{series.title}。已经举行、开始或取消的不变；先预览，确认后才改，受邀代表会收到通知。",
        submit="预览变动",
        themes=queries.themes_ahead(series),
        **about,
    )

    def said(steps: list[workflow.SeriesStep]) -> str:
        changed = sum(1 for step in steps if step.kind != "keep")
        return f"已调整，{changed} 次有变动；受邀代表会收到通知。"

    return _run_after_preview(
        page,
        lambda facts: workflow.draft_change(workflow.with_facts(series, facts)),
        lambda facts: workflow.change_series(series, by=request.user, **facts),
        said,
    )


def _said(steps: list[workflow.SeriesStep]) -> str:
    made = sum(1 for step in steps if step.kind == "new")
    return f"已补齐 {made} 次活动。" if made else "没有缺的，都已编排。"


# makes the activities that the rule names and nobody has made
series_complete = button(staff_required, find_series, workflow.change_series, said=_said)
