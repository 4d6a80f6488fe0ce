"""Pages of activities."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stations.activities import policies, queries, workflow
from stations.activities import policies as proceedings_policies
from stations.activities.forms import ActivityForm
from stations.activities.models import Activity, Minutes, Topic
from stations.activities.tables import ActivityListing
from stations.places.forms import ReasonForm
from yunhe.accounts.decorators import staff_required
from yunhe.accounts.policies import is_allowed, reason_against
from yunhe.kit.readonly import read_only
from yunhe.trail.queries import history_of

SHOWN_PHOTOS = 8


def find_activity(request: HttpRequest, pk: int) -> Activity:
    """Return an activity in scope, or 404."""
    related = (
        "organising_area__unit",
        "station__location_area",
        "station__organising_area",
        "team__area",
        "team__partner",
        "series",
    )
    return get_object_or_404(Activity.objects.visible_to(request.user).select_related(*related), pk=pk)


@staff_required
@read_only
def activity_list(request: HttpRequest) -> HttpResponse:
    """List the activities in scope."""
    return ActivityListing.of(request).answer(request, "stations/activities/activity_list.html")


@require_safe
@staff_required
@read_only
def activity_detail(request: HttpRequest, pk: int) -> HttpResponse:
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
        "minutes_refusal": reason_against(proceedings_policies.can_write_minutes, user, activity, minutes),
        "photos": photos[:SHOWN_PHOTOS],
        "photo_count": photos.count(),
        "photos_refusal": reason_against(proceedings_policies.can_add_photos, user, activity),
        "code": code,
        "history": history_of(activity, user),
        "may_edit": is_allowed(policies.can_edit_activity, user, activity),
        "record_refusal": reason_against(policies.can_record_at_activity, user, activity),
        "cancel_refusal": reason_against(policies.can_cancel_activity, user, activity),
        "invite_refusal": reason_against(policies.can_invite, user, activity),
        "reason_form": ReasonForm(),
        "screens": activity.screens.in_force(),
        "record_is_over": timezone.now() > activity.check_in_closes_at,
    }
    return TemplateResponse(request, "stations/activities/activity_detail.html", context)


@require_http_methods(["GET", "POST"])
@staff_required
def activity_create(request: HttpRequest) -> HttpResponse:
    """Plan an activity."""
    form = ActivityForm(request.POST or None, user=request.user, initial={"station": request.GET.get("station")})
    if form.is_valid():
        try:
            activity = workflow.plan_activity(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"已登记活动“{activity.title}”。接下来可以制作活动码。")
            return redirect(activity)
    return TemplateResponse(request, "stations/activities/activity_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@staff_required
def activity_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an activity."""
    activity = find_activity(request, pk)
    policies.can_edit_activity(request.user, activity)
    form = ActivityForm(request.POST or None, user=request.user, activity=activity)
    if form.is_valid():
        try:
            workflow.edit_activity(activity, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "已保存。")
            return redirect(activity)
    return TemplateResponse(request, "stations/activities/activity_form.html", {"form": form, "activity": activity})


@require_POST
@staff_required
def activity_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark an activity as held."""
    activity = workflow.hold_activity(find_activity(request, pk), by=request.user)
    messages.success(request, "已登记为“已举行”。")
    return redirect(activity)


@require_POST
@staff_required
def activity_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel an activity, with a reason."""
    activity = find_activity(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有取消：请写明取消原因，扫活动码的人会看到。")
        return redirect(activity)
    workflow.cancel_activity(activity, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, "活动已取消。")
    return redirect(activity)
