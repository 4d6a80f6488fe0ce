"""Pages of minutes: writing, reading, publishing, printing, the Word file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stations.activities import policies, queries, workflow
from stations.activities.exports import minutes_letter
from stations.activities.forms import MinutesForm
from stations.activities.models import Activity, ActivityPhoto, Minutes
from stations.activities.policies import runs_activity
from stations.activities.views.activities import find_activity
from stations.places.forms import ReasonForm
from yunhe.accounts.decorators import staff_or_deputy_required, staff_required
from yunhe.accounts.policies import is_allowed
from yunhe.kit.readonly import read_only
from yunhe.letters import letter_response


def find_minutes(request: HttpRequest, pk: int) -> Minutes:
    """Return the minutes of activity `pk` that the user may read, or 404."""
    related = ("activity__organising_area__unit", "activity__station__location_area", "activity__team__area")
    rows = Minutes.objects.visible_to(request.user).select_related(*related, "activity__team__partner")
    return get_object_or_404(rows, activity_id=pk)


@require_safe
@staff_or_deputy_required
@read_only
def minutes_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes of an activity, with its photos; those who run it publish and withdraw here."""
    minutes, user = find_minutes(request, pk), request.user
    runs = runs_activity(user, minutes.activity)
    context = {
        "minutes": minutes,
        "activity": minutes.activity,
        "attendance": queries.attendance_of(minutes.activity),
        "photos": ActivityPhoto.objects.visible_to(user).kept().filter(activity=minutes.activity),
        "opens_activity": Activity.objects.visible_to(user).filter(pk=minutes.activity_id).exists(),
        "runs": runs,
        "may_edit": is_allowed(policies.can_write_minutes, user, minutes.activity, minutes),
        "may_publish": is_allowed(policies.can_move_minutes, user, minutes, "publish"),
        "may_withdraw": is_allowed(policies.can_move_minutes, user, minutes, "withdraw"),
        "editions": minutes.editions.all() if runs else [],
        "reason_form": ReasonForm(),
    }
    return TemplateResponse(request, "stations/activities/minutes_detail.html", context)


@require_http_methods(["GET", "POST"])
@staff_required
def minutes_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write or change the draft."""
    activity = find_activity(request, pk)
    minutes = Minutes.objects.filter(activity=activity).first()
    policies.can_write_minutes(request.user, activity, minutes)
    form = MinutesForm(request.POST if request.method == "POST" else None, user=request.user, minutes=minutes)
    if form.is_valid():
        try:
            written = workflow.write_minutes(activity, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "纪要草稿已保存。核对无误后印发，受邀代表会收到通知。")
            return redirect(written)
    context = {"form": form, "activity": activity, "minutes": minutes}
    return TemplateResponse(request, "stations/activities/minutes_form.html", context)


@require_POST
@staff_required
def minutes_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the minutes."""
    minutes = workflow.publish_minutes(find_minutes(request, pk), by=request.user)
    messages.success(request, "纪要已印发，受邀和到场的代表会收到通知。")
    return redirect(minutes)


@require_POST
@staff_required
def minutes_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the minutes back, with a reason."""
    minutes, form = find_minutes(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有撤回：请写明撤回原因。")
        return redirect(minutes)
    workflow.withdraw_minutes(minutes, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, "纪要已撤回，可以修改；修改后重新印发。")
    return redirect(minutes)


@require_safe
@staff_or_deputy_required
@read_only
def minutes_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes for the printer."""
    minutes = find_minutes(request, pk)
    attendance = queries.attendance_of(minutes.activity)
    context = {"minutes": minutes, "activity": minutes.activity, "attendance": attendance}
    return TemplateResponse(request, "stations/activities/minutes_print.html", context)


@require_safe
@staff_or_deputy_required
@read_only
def minutes_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the minutes as a Word file."""
    minutes = find_minutes(request, pk)
    letter = minutes_letter(minutes, queries.attendance_of(minutes.activity))
    return letter_response(letter, letter.title)
