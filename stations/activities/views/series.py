"""Pages of series: planning a year with preview, one series, changing the rest of the year."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stations.activities import policies, queries, workflow
from stations.activities.forms import SeriesChangeForm, SeriesForm
from stations.activities.models import ActivitySeries
from stations.activities.tables import SeriesListing
from yunhe.accounts.decorators import staff_required
from yunhe.accounts.policies import Denied, is_allowed
from yunhe.kit.readonly import read_only
from yunhe.trail.queries import history_of


def find_series(request: HttpRequest, pk: int) -> ActivitySeries:
    """Return a series in scope, or 404."""
    related = ("area__unit", "team__area", "team__partner", "station__location_area")
    return get_object_or_404(ActivitySeries.objects.visible_to(request.user).select_related(*related), pk=pk)


@staff_required
@read_only
def series_list(request: HttpRequest) -> HttpResponse:
    """List the series in scope; ?team= narrows them to one."""
    return SeriesListing.of(request).answer(request, "stations/activities/series_list.html")


@require_safe
@staff_required
@read_only
def series_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one series: each of its activities, and what is missing by the rule."""
    series, user = find_series(request, pk), request.user
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


@require_http_methods(["GET", "POST"])
@staff_required
def series_create(request: HttpRequest) -> HttpResponse:
    """Plan a year: set the rule, look at the days, confirm; ?copy= takes over another year's rule."""
    number = request.GET.get("copy", "")
    copied = find_series(request, int(number)) if number.isdigit() else None
    form = SeriesForm(request.POST if request.method == "POST" else None, user=request.user, copied=copied)
    drafted: list = []
    if form.is_valid():
        try:
            if "confirm" in request.POST:
                series = workflow.plan_series(by=request.user, **form.cleaned_data)
                messages.success(request, f"已编排 {series.activities.count()} 次活动，可以逐次邀请代表。")
                return redirect(series)
            drafted = _draft(request, form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
    return TemplateResponse(
        request, "stations/activities/series_form.html", {"form": form, "drafted": drafted, "copied": copied}
    )


def _draft(request: HttpRequest, facts: dict[str, Any]) -> list:
    policies.can_plan_series(request.user, facts["area"], facts["team"])
    series = ActivitySeries(created_by="", **facts)
    series.full_clean(exclude=["created_by"])
    drafted = workflow.draft_series(series)
    if not drafted:
        raise Denied("按这个规则，这一年剩下的日子里没有活动，请换一个年度或规则。")
    return drafted


@require_http_methods(["GET", "POST"])
@staff_required
def series_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the rest of the year: look at what would move, come and go, then confirm."""
    series = find_series(request, pk)
    policies.can_change_series(request.user, series)
    posted = request.POST if request.method == "POST" else None
    form = SeriesChangeForm(posted, user=request.user, series=series, themes=queries.themes_ahead(series))
    steps: list = []
    if form.is_valid():
        try:
            if "confirm" in request.POST:
                done = workflow.change_series(series, by=request.user, **form.cleaned_data)
                changed = sum(1 for step in done if step.kind != "keep")
                messages.success(request, f"已调整，{changed} 次有变动；受邀代表会收到通知。")
                return redirect(series)
            for name, value in form.cleaned_data.items():
                setattr(series, name, value)
            series.begins_on = max(timezone.localdate(), series.begins_on)
            series.full_clean()
            steps = workflow.draft_change(series)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
    return TemplateResponse(
        request, "stations/activities/series_change.html", {"form": form, "series": series, "steps": steps}
    )


@require_POST
@staff_required
def series_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the activities that the rule names and nobody has made."""
    series = find_series(request, pk)
    done = workflow.change_series(series, by=request.user)
    made = sum(1 for step in done if step.kind == "new")
    messages.success(request, f"已补齐 {made} 次活动。" if made else "没有缺的，都已编排。")
    return redirect(series)
