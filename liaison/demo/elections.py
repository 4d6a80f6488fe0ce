"""A change of term of the demo county under way: 赤石乡 prepares its next term, some deputies are decided."""

from datetime import date, timedelta

from deputies.mandates.models import CongressTerm
from liaison.elections import workflow
from liaison.elections.enums import Outcome
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment
from yunhe.areas.models import Area

AHEAD = timedelta(days=45)


def write_term_change(county: Area, today: date) -> None:
    """Prepare the change of the newest term of 赤石乡 in six weeks, two thirds decided."""
    unit = Area.objects.within(county).get(name="赤石乡")
    office = Appointment.objects.in_force().filter(area=unit, role=Role.OFFICE_STAFF).select_related("user").get().user
    term = CongressTerm.objects.filter(area=unit).order_by("-number").first()
    if term is None:
        return
    change = workflow.prepare(term, by=office, number=term.number + 1, on=today + AHEAD)
    lines = list(change.lines.order_by("mandate__deputy__name_pinyin", "pk").values_list("pk", flat=True))
    workflow.decide(change, lines[::3], by=office, outcome=Outcome.RE_ELECTED)
    workflow.decide(change, lines[1::3], by=office, outcome=Outcome.LEAVES)
