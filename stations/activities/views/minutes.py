"""Pages of minutes: writing, reading, publishing, printing, the Word file."""

from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from stations.activities import policies, queries, workflow
from stations.activities.exports import minutes_letter
from stations.activities.forms import MinutesForm
from stations.activities.models import Activity, ActivityPhoto, Minutes
from stations.activities.views.activities import activity_page, find_activity
from stations.places.forms import ReasonForm
from yunhe.accounts.decorators import asks, reads, staff_or_deputy_required, staff_required
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.refusals import is_allowed
from yunhe.letters import letter_response

# by the number of their activity
find_minutes = in_scope(Minutes.objects.with_sides(), "activity__organising_area__unit", key="activity_id")


@reads(staff_or_deputy_required, find_minutes)
def minutes_detail(request: Request, minutes: Minutes) -> HttpResponse:
    """Show the minutes of an activity, with its photos; those who run it publish and withdraw here."""
    user = request.user
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


@asks(staff_required, find_activity)
def minutes_edit(request: Request, activity: Activity) -> HttpResponse:
    """Write or change the draft."""
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
    return page.does(workflow.write_minutes, said="纪要草稿已保存。核对无误后印发，受邀代表会收到通知。")


press = partial(button, staff_required, find_minutes)
minutes_publish = press(workflow.publish_minutes, said="纪要已印发，受邀和到场的代表会收到通知。")
minutes_withdraw = press(workflow.withdraw_minutes, form=ReasonForm, said="纪要已撤回，可以修改；修改后重新印发。")


@reads(staff_or_deputy_required, find_minutes)
def minutes_print(request: Request, minutes: Minutes) -> HttpResponse:
    attendance = queries.attendance_of(minutes.activity)
    context = {"minutes": minutes, "activity": minutes.activity, "attendance": attendance}
    return TemplateResponse(request, "stations/activities/minutes_print.html", context)


@reads(staff_or_deputy_required, find_minutes)
def minutes_word(request: Request, minutes: Minutes) -> HttpResponseBase:
    """Download the minutes as a Word file."""
    letter = minutes_letter(minutes, queries.attendance_of(minutes.activity))
    return letter_response(letter, letter.title)
