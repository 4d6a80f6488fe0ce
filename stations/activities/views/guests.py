"""Pages about those who are no deputies at an activity."""

from django.http import HttpResponse

from stations.activities import policies, workflow
from stations.activities.forms import GuestsForm, GuestsPresentForm
from stations.activities.models import Activity
from stations.activities.views.activities import activity_page, find_activity
from yunhe.accounts.decorators import asks, staff_required
from yunhe.accounts.requests import Request


@asks(staff_required, find_activity, policies.can_edit_activity)
def activity_guests(request: Request, activity: Activity) -> HttpResponse:
    """Choose who is invited besides the deputies."""
    note = "议事员、网格员、党员、村社干部等。没有账号的人不会收到系统通知，请电话通知。"
    page = activity_page(
        request, activity, "邀请其他人员", GuestsForm, user=request.user, activity=activity, note=note, is_single=True
    )
    return page.does(workflow.choose_guests, said=lambda number: f"名单共 {number} 人。", to=activity)


@asks(staff_required, find_activity, policies.can_record_at_activity)
def guests_present(request: Request, activity: Activity) -> HttpResponse:
    """Note who of them was there."""
    page = activity_page(
        request, activity, "其他人员到场", GuestsPresentForm, activity=activity, is_single=True, note="没有勾选的登记为未到。"
    )  # fmt: skip
    return page.does(workflow.note_guests, said=lambda number: f"已登记到场 {number} 人。", to=activity)
