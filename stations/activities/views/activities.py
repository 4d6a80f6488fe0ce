"""Pages of activities."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from stations.activities import policies, queries, workflow
from stations.activities.forms import ActivityForm
from stations.activities.models import Activity, Minutes, Topic
from stations.activities.tables import ActivityListing
from stations.places.forms import ReasonForm
from yunhe.accounts.decorators import asks, lists, reads, staff_required, writes
from yunhe.accounts.requests import Request
from yunhe.kit.asked import number
from yunhe.kit.refusals import is_allowed, reason_against
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage, act

SHOWN_PHOTOS = 8


def find_activity(request: Request, pk: int) -> Activity:
    """Return an activity in scope, or 404."""
    rows = Activity.objects.visible_to(request.user).with_sides()
    return get_object_or_404(rows.select_related("organising_area__unit", "station__organising_area", "series"), pk=pk)


@lists(staff_required)
def activity_list(request: Request) -> HttpResponse:
    """List the activities in scope."""
    return ActivityListing.of(request).answer(request, "stations/activities/activity_list.html")


@reads(staff_required)
def activity_detail(request: Request, pk: int) -> HttpResponse:
    """Show one activity: where it stands, who signed up and came, what was recorded, its history."""
    activity, user = find_activity(request, pk), request.user
    attendance, code = queries.attendance_of(activity), activity.codes.in_force().first()
    minutes = Minutes.objects.visible_to(user).filter(activity=activity).first()
    photos, follow_ups = activity.photos.kept(), queries.follow_ups_of(activity)
    context = {
        "activity": activity,
        "stages": queries.STAGES,
        "next": queries.next_step(activity, attendance, minutes, follow_ups, has_code=code is not None),
        "follow_ups": follow_ups,
        "topic": Topic.objects.visible_to(user).filter(activity=activity).first(),
        "attendance": attendance,
        "costs": queries.cost_plan(activity, attendance),
        "minutes": minutes,
        "minutes_refusal": reason_against(policies.can_write_minutes, user, activity, minutes),
        "photos": photos[:SHOWN_PHOTOS],
        "photo_count": photos.count(),
        "photos_refusal": reason_against(policies.can_add_photos, user, activity),
        "code": code,
        "history": history_of(activity, user),
        "may_edit": is_allowed(policies.can_edit_activity, user, activity),
        "cancel_refusal": reason_against(policies.can_move_activity, user, activity, "cancel"),
        "refusals": {
            "invite": reason_against(policies.can_invite, user, activity),
            "record": reason_against(policies.can_record_at_activity, user, activity),
        },
        "reason_form": ReasonForm(),
        "screens": activity.screens.in_force(),
        "record_is_over": timezone.now() > activity.check_in_closes_at,
    }
    return TemplateResponse(request, "stations/activities/activity_detail.html", context)


def activity_page(
    request: Request, about: Activity, title: str, form_class: Callable[..., BaseForm], **page: Any
) -> FormPage:
    """Return a form page about an activity. page: what FormPage and the form take."""
    crumbs = [("代表活动", "activities:activity-list"), (about.title, about)]
    return FormPage(request, title, form_class, of=about, crumbs=crumbs, **page)


@asks(staff_required)
def activity_create(request: Request) -> HttpResponse:
    """Plan an activity."""
    page = FormPage(
        request,
        "登记活动",
        ActivityForm,
        crumbs=[("代表活动", "activities:activity-list")],
        user=request.user,
        initial={"station": number(request.GET, "station")},
    )
    return page.run(
        lambda facts: workflow.plan_activity(by=request.user, **facts),
        said=lambda activity: f"已登记活动“{activity.title}”。接下来可以制作活动码。",
    )


@asks(staff_required)
def activity_edit(request: Request, pk: int) -> HttpResponse:
    """Change an activity."""
    activity = find_activity(request, pk)
    policies.can_edit_activity(request.user, activity)
    page = activity_page(request, activity, "修改活动", ActivityForm, user=request.user, activity=activity)
    return page.run(lambda facts: workflow.edit_activity(activity, by=request.user, **facts))


@writes(staff_required)
def activity_hold(request: Request, pk: int) -> HttpResponse:
    """Mark an activity as held."""
    activity = find_activity(request, pk)
    said = "已登记为“已举行”。"
    return act(request, lambda: workflow.hold_activity(activity, by=request.user), said=said, to=activity)


@writes(staff_required)
def activity_cancel(request: Request, pk: int) -> HttpResponse:
    """Cancel an activity, with a reason."""
    activity, form = find_activity(request, pk), ReasonForm(request.POST)

    def cancel() -> Activity:
        return workflow.cancel_activity(activity, by=request.user, **form.cleaned_data)

    return act(request, cancel, said="活动已取消。", to=activity, form=form)
