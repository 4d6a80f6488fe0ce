"""The roll of one half-day."""

from django.http import HttpResponse
from django.urls import reverse

from liaison.sessions import policies, workflow
from liaison.sessions.forms import RollForm
from liaison.sessions.models import CongressSession, Sitting
from liaison.sessions.views.sessions import LIST
from yunhe.accounts.decorators import asks, office_required
from yunhe.accounts.requests import Request, in_scope
from yunhe.web.forms.page import FormPage

find_sitting = in_scope(Sitting.objects, "session__area", "session__term", session=CongressSession.objects)


class RollPage(FormPage):
    """The names of a half-day, each with big ticks."""

    template = "liaison/sessions/roll.html"


@asks(office_required, find_sitting, policies.can_call_roll)
def sitting_roll(request: Request, sitting: Sitting) -> HttpResponse:
    """Call the roll, or correct it."""
    session = sitting.session
    page = RollPage(
        request,
        f"{sitting}点名",
        RollForm,
        crumbs=[LIST, session],
        note=str(session),
        cancel=session,
        context={"sitting": sitting, "session": session},
        sitting=sitting,
    )
    return page.run(
        lambda facts: workflow.call_roll(sitting, by=request.user, **facts),
        said=lambda number: f"{sitting}已登记 {number} 人。" if number else "没有改动。",
        to=lambda _: reverse("sessions:session-detail", args=[session.pk]),
    )
