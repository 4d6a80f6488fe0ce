"""Pages of eligibility alarms."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from deputies.people.models import Deputy
from liaison.registration import queries, workflow
from liaison.registration.enums import ALARM
from liaison.registration.forms import AlarmAnswerForm, AlarmCloseForm, AlarmForm, AlarmReferForm
from liaison.registration.models import EligibilityAlarm
from liaison.registration.policies import acting_side_on_alarm, can_raise_alarm
from liaison.registration.tables import AlarmListing
from yunhe.accounts.decorators import lists, office_required, reads
from yunhe.accounts.requests import Request
from yunhe.web.forms.moves import Ask, move_page
from yunhe.web.forms.page import FormPage

ASKS = {
    "answer": Ask(AlarmAnswerForm, workflow.answer_alarm),
    "refer": Ask(AlarmReferForm, workflow.refer_alarm),
    "close": Ask(AlarmCloseForm, workflow.close_alarm),
}


def _alarm(request: Request, pk: int) -> EligibilityAlarm:
    rows = EligibilityAlarm.objects.visible_to(request.user).select_related(
        "deputy", "mandate__term", "origin", "residence"
    )
    return get_object_or_404(rows, pk=pk)


@lists(office_required)
def alarm_list(request: Request) -> HttpResponse:
    """Show the eligibility alarms in scope."""
    return AlarmListing.of(request).answer(request, "liaison/registration/alarm_list.html", {})


@reads(office_required)
def alarm_detail(request: Request, pk: int) -> HttpResponse:
    """Show one alarm: what it rests on, what each office has said, what the county concluded."""
    alarm = _alarm(request, pk)
    context = {
        "alarm": alarm,
        "actions": ALARM.actions(alarm, partial(acting_side_on_alarm, request.user, alarm)),
        "timeline": queries.alarm_timeline_of(alarm),
    }
    return render(request, "liaison/registration/alarm_detail.html", context)


@office_required
def alarm_create(request: Request, pk: int) -> HttpResponse:
    """Ask whether a mandate of one deputy may have ended."""
    people = Deputy.objects.visible_to(request.user).select_related("origin__parent", "residence__unit")
    deputy = get_object_or_404(people, pk=pk)
    can_raise_alarm(request.user, deputy)
    page = FormPage(
        request,
        "提出资格提醒",
        AlarmForm,
        deputy=deputy,
        heading=f"{deputy.name}：提出资格提醒",
        crumbs=[("代表名册", "deputies:deputy-list"), (deputy.name, deputy)],
        submit="提出",
    )
    return page.run(
        lambda facts: workflow.raise_alarm(by=request.user, **facts),
        said="已提出资格提醒，两地人大和县人大都会收到。系统不会自动终止代表资格。",
    )


@office_required
def alarm_move(request: Request, pk: int, verb: str) -> HttpResponse:
    """Answer, refer or conclude."""
    alarm = _alarm(request, pk)
    return move_page(
        request,
        alarm,
        verb,
        ASKS,
        machine=ALARM,
        policy=acting_side_on_alarm,
        to=alarm,
        crumbs=[("资格提醒", "registration:alarm-list"), (alarm.deputy.name, alarm)],
        note=f"{alarm.mandate} · {alarm.get_cause_display()}",
    )
