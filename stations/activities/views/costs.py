"""The page of an activity's cost plan."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse

from stations.activities import policies, workflow
from stations.activities.forms import cost_formset
from stations.activities.models import Activity, yuan
from stations.activities.views.activities import find_activity
from yunhe.accounts.decorators import asks, staff_required
from yunhe.accounts.requests import Request
from yunhe.web.forms.once import Done, answer, once


@asks(staff_required, find_activity, policies.can_plan_costs)
def activity_costs(request: Request, activity: Activity) -> HttpResponse:
    """Change the whole cost plan of an activity at once."""
    formset = cost_formset(request.POST if request.method == "POST" else None, activity)
    refusals: list[str] = []

    def write() -> Done:
        kept = [form for form in formset if form.has_changed() or form.initial.get("pk")]
        lines = [form.line() for form in kept if not form.cleaned_data.get("DELETE") and form.cleaned_data.get("item")]
        total = workflow.set_costs(activity, lines, by=request.user)
        said = f"经费计划已保存，合计 {yuan(total)} 元。" if lines else "经费计划已清空。"
        return Done(resolve_url(activity), said)

    if formset.is_bound and formset.is_valid():
        try:
            return answer(request, once(request, write))
        except ValidationError as error:
            refusals = error.messages
    context = {"activity": activity, "formset": formset, "refusals": refusals}
    return TemplateResponse(request, "stations/activities/activity_costs.html", context)
