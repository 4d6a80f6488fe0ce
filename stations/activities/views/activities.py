"""Pages of activities."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from stations.activities import policies, queries, workflow
from stations.activities.forms import ActivityForm
from stations.activities.models import Activity, Minutes, Topic
from stations.activities.tables import ActivityListing
from stations.places.forms import ReasonForm
from yunhe.accounts.decorators import asks, reads, staff_required
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.asked import number
from yunhe.kit.refusals import is_allowed, reason_against
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage

SHOWN_PHOTOS = 8
ACTIVITIES = ("代表活动", "activities:activity-list")

find_activity = in_scope(Activity.objects.with_sides(), "organising_area__unit", "station__organising_area", "series")
activity_list = list_page(staff_required, ActivityListing, "stations/activities/activity_list.html")


@reads(staff_required, find_activity)
def activity_detail(request: Request, activity: Activity) -> HttpResponse:
    """Show one activity: where it stands, who signed up and came, what was recorded, its history."""
    user = request.user
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
        "guests": activity.guests.select_related("associate__area__unit"),
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
            "sheet": reason_against(policies.can_bring_in_sheet, user, activity),
        },
        "reason_form": ReasonForm(),
        "screens": activity.screens.in_force(),
        "record_is_over": timezone.now() > activity.check_in_closes_at,
    }
    return TemplateResponse(request, "stations/activities/activity_detail.html", context)


def activity_page(
    request: Request, about: Activity, title: str, form_class: Callable[..., BaseForm], **page: Any
) -> FormPage:
    return FormPage(request, title, form_class, of=about, crumbs=[ACTIVITIES, (about.title, about)], **page)


@asks(staff_required)
def activity_create(request: Request) -> HttpResponse:
    initial = {"station": number(request.GET, "station")}
    page = FormPage(request, "登记活动", ActivityForm, crumbs=[ACTIVITIES], user=request.user, initial=initial)
    return page.run(
        lambda facts: workflow.plan_activity(by=request.user, **facts),
        said=lambda activity: f"已登记活动“{activity.title}”。接下来可以制作活动码。",
    )


@asks(staff_required, find_activity, policies.can_edit_activity)
def activity_edit(request: Request, activity: Activity) -> HttpResponse:
    page = activity_page(request, activity, "修改活动", ActivityForm, user=request.user, activity=activity)
    return page.does(workflow.edit_activity)


activity_hold = button(staff_required, find_activity, workflow.hold_activity, said="已登记为“已举行”。")
activity_cancel = button(staff_required, find_activity, workflow.cancel_activity, form=ReasonForm, said="活动已取消。")
