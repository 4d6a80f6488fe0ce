"""Pages of eligibility alarms."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render

from deputies.people.models import Deputy
from deputies.people.views import find_deputy, page_about
from liaison.registration import queries, workflow
from liaison.registration.enums import ALARM
from liaison.registration.forms import AlarmAnswerForm, AlarmCloseForm, AlarmForm, AlarmReferForm
from liaison.registration.models import EligibilityAlarm
from liaison.registration.policies import acting_side_on_alarm, can_raise_alarm
from liaison.registration.tables import AlarmListing
from yunhe.accounts.decorators import asks, office_required, reads
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.web.forms.moves import Ask, move_page

ASKS = {
    "answer": Ask(AlarmAnswerForm, workflow.answer_alarm),
    "refer": Ask(AlarmReferForm, workflow.refer_alarm),
    "close": Ask(AlarmCloseForm, workflow.close_alarm),
}


find_alarm = in_scope(EligibilityAlarm.objects, "deputy", "mandate__term", "origin", "residence")
alarm_list = list_page(office_required, AlarmListing, "liaison/registration/alarm_list.html")


@reads(office_required, find_alarm)
def alarm_detail(request: Request, alarm: EligibilityAlarm) -> HttpResponse:
    """Show one alarm: what it rests on, what each office has said, what the county concluded."""
    context = {
        "alarm": alarm,
        "actions": ALARM.actions(alarm, partial(acting_side_on_alarm, request.user, alarm)),
        "timeline": queries.alarm_timeline_of(alarm),
    }
    return render(request, "liaison/registration/alarm_detail.html", context)


@asks(office_required, find_deputy, can_raise_alarm)
def alarm_create(request: Request, deputy: Deputy) -> HttpResponse:
    """Ask whether a mandate of one deputy may have ended."""
    page = page_about(request, deputy, "提出资格提醒", AlarmForm, deputy=deputy, submit="提出")
    return page.run(
        lambda facts: workflow.raise_alarm(by=request.user, **facts),
        said="已提出资格提醒，两地人大和县人大都会收到。系统不会自动终止代表资格。",
    )


@asks(office_required, find_alarm)
def alarm_move(request: Request, alarm: EligibilityAlarm, verb: str) -> HttpResponse:
    """Answer, refer or conclude."""
    crumbs = [("资格提醒", "registration:alarm-list"), (alarm.deputy.name, alarm)]
    note = f"{alarm.mandate} · {alarm.get_cause_display()}"
    given = {} if verb == "refer" else {"alarm": alarm}
    return move_page(
        request,
        alarm,
        verb,
        ASKS,
        machine=ALARM,
        policy=acting_side_on_alarm,
        to=alarm,
        crumbs=crumbs,
        note=note,
        **given,
    )
