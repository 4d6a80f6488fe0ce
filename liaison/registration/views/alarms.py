"""Pages of eligibility alarms."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from deputies.people.models import Deputy
from liaison.registration import queries, workflow
from liaison.registration.enums import ALARM_VERBS
from liaison.registration.forms import ALARM_FORMS, AlarmForm
from liaison.registration.models import EligibilityAlarm
from liaison.registration.policies import acting_side_on_alarm, can_raise_alarm
from liaison.registration.tables import AlarmListing
from yunhe.accounts.decorators import office_required
from yunhe.accounts.policies import Denied
from yunhe.kit.readonly import read_only

VERBS = {"answer": workflow.answer_alarm, "refer": workflow.refer_alarm, "close": workflow.close_alarm}


def _alarm(request: HttpRequest, pk: int) -> EligibilityAlarm:
    rows = EligibilityAlarm.objects.visible_to(request.user).select_related(
        "deputy", "mandate__term", "origin", "residence"
    )
    return get_object_or_404(rows, pk=pk)


@office_required
@read_only
def alarm_list(request: HttpRequest) -> HttpResponse:
    """Show the eligibility alarms in scope."""
    return AlarmListing.of(request).answer(request, "liaison/registration/alarm_list.html", {})


@require_safe
@office_required
@read_only
def alarm_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one alarm: what it rests on, what each office has said, what the county concluded."""
    alarm = _alarm(request, pk)
    context = {
        "alarm": alarm,
        "actions": queries.alarm_actions_for(request.user, alarm),
        "timeline": queries.alarm_timeline_of(alarm),
    }
    return render(request, "liaison/registration/alarm_detail.html", context)


@office_required
def alarm_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a mandate of one deputy may have ended."""
    people = Deputy.objects.visible_to(request.user).select_related("origin__parent", "residence__unit")
    deputy = get_object_or_404(people, pk=pk)
    can_raise_alarm(request.user, deputy)
    form = AlarmForm(request.POST or None, deputy=deputy)
    if request.method == "POST" and form.is_valid():
        try:
            alarm = workflow.raise_alarm(by=request.user, **form.cleaned_data)
        except workflow.RegistrationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已提出资格提醒，两地人大和县人大都会收到。系统不会自动终止代表资格。")
            return redirect(alarm)
    context = {"form": form, "deputy": deputy, "title": f"提出资格提醒：{deputy.name}", "action": "提出"}
    return render(request, "liaison/registration/deputy_form.html", context)


@office_required
def alarm_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Answer, refer or conclude."""
    if verb not in VERBS:
        raise Http404
    alarm = _alarm(request, pk)
    acting_side_on_alarm(request.user, alarm, verb)
    form = ALARM_FORMS[verb](request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            VERBS[verb](alarm, by=request.user, **form.cleaned_data)
        except Denied as refusal:
            messages.error(request, str(refusal))
            return redirect(alarm)
        except workflow.RegistrationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已办理：{ALARM_VERBS[verb]}。")
            return redirect(alarm)
    context = {"form": form, "alarm": alarm, "label": ALARM_VERBS[verb]}
    return render(request, "liaison/registration/alarm_move.html", context)
