"""Pages of minutes: writing, reading, publishing, printing, the Word file."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from stations.activities import policies, queries, workflow
from stations.activities.exports import minutes_letter
from stations.activities.forms import MinutesForm
from stations.activities.models import Activity, ActivityPhoto, Minutes
from stations.activities.views.activities import activity_page, find_activity
from stations.places.forms import ReasonForm
from yunhe.accounts.decorators import asks, reads, staff_or_deputy_required, staff_required, writes
from yunhe.accounts.requests import Request
from yunhe.kit.refusals import is_allowed
from yunhe.letters import letter_response
from yunhe.web.forms.page import act


def find_minutes(request: Request, pk: int) -> Minutes:
    """Return the minutes of activity `pk` that the user may read, or 404."""
    rows = Minutes.objects.visible_to(request.user).with_sides()
    return get_object_or_404(rows.select_related("activity__organising_area__unit"), activity_id=pk)


@reads(staff_or_deputy_required)
def minutes_detail(request: Request, pk: int) -> HttpResponse:
    """Show the minutes of an activity, with its photos; those who run it publish and withdraw here."""
    minutes, user = find_minutes(request, pk), request.user
    runs = policies.manages(user, minutes.activity)
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


@asks(staff_required)
def minutes_edit(request: Request, pk: int) -> HttpResponse:
    """Write or change the draft."""
    activity = find_activity(request, pk)
    minutes = Minutes.objects.filter(activity=activity).first()
    policies.can_write_minutes(request.user, activity, minutes)
    page = activity_page(
        request,
        activity,
        "修改纪要" if minutes else "写纪要",
        MinutesForm,
        note=f"{activity.title} · {activity.times_label}。先存为草稿，印发前只有组织单位看得到。",
        submit="保存草稿",
        wide=("guests", "body", "agreed"),
        user=request.user,
        minutes=minutes,
    )
    said = "纪要草稿已保存。核对无误后印发，受邀代表会收到通知。"
    return page.run(lambda facts: workflow.write_minutes(activity, by=request.user, **facts), said=said)


@writes(staff_required)
def minutes_publish(request: Request, pk: int) -> HttpResponse:
    """Publish the minutes."""
    minutes = find_minutes(request, pk)
    said = "纪要已印发，受邀和到场的代表会收到通知。"
    return act(request, lambda: workflow.publish_minutes(minutes, by=request.user), said=said, to=minutes)


@writes(staff_required)
def minutes_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take the minutes back, with a reason."""
    minutes, form = find_minutes(request, pk), ReasonForm(request.POST)

    def withdraw() -> Minutes:
        return workflow.withdraw_minutes(minutes, by=request.user, **form.cleaned_data)

    return act(request, withdraw, said="纪要已撤回，可以修改；修改后重新印发。", to=minutes, form=form)


@reads(staff_or_deputy_required)
def minutes_print(request: Request, pk: int) -> HttpResponse:
    """Show the minutes for the printer."""
    minutes = find_minutes(request, pk)
    attendance = queries.attendance_of(minutes.activity)
    context = {"minutes": minutes, "activity": minutes.activity, "attendance": attendance}
    return TemplateResponse(request, "stations/activities/minutes_print.html", context)


@reads(staff_or_deputy_required)
def minutes_word(request: Request, pk: int) -> HttpResponse:
    """Download the minutes as a Word file."""
    minutes = find_minutes(request, pk)
    letter = minutes_letter(minutes, queries.attendance_of(minutes.activity))
    return letter_response(letter, letter.title)
