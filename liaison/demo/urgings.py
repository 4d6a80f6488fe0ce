"""What is urged in the demo county: late matters that an office urges, that the county supervises, that a voter asks after."""

from datetime import date, timedelta

from liaison.concerns.models import Concern
from liaison.obligations.models import Obligation
from liaison.registration.models import Registration
from liaison.suggestions.models import Suggestion
from liaison.urgings import workflow
from liaison.urgings.turns import SUBJECTS
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied

EACH = 3
THINGS = {"concern": Concern, "suggestion": Suggestion, "registration": Registration, "obligation": Obligation}


def write_urgings(today: date, by: User) -> None:
    """Let the county supervise some late things of each kind, and offices urge others; one is answered, one accepted."""
    answered = 0
    for name, model in THINGS.items():
        subject = SUBJECTS[name]
        late = [one for one in model._default_manager.select_related(*subject.related).filter(due_on__lt=today)[:60]
                if subject.is_late(one)]  # fmt: skip
        for at, thing in enumerate(late[: 2 * EACH]):
            sender = by if at < EACH else _office(subject.offices(thing))
            if sender is None:
                continue
            until = today + timedelta(days=5)
            try:
                urging = workflow.urge(name, thing, by=sender, text="请说明逾期原因和办结时间。", answer_by=until)
            except Denied:
                continue
            answers = _office([urging.addressee]) if urging.addressee else None
            if answers and at == 0:
                done = workflow.answer(urging, by=answers, text="正在办理，本周五前办结。")
                answered += 1
                if answered == 1:
                    workflow.close(done, by=by, text="按期办结。")
    for concern in Concern.objects.filter(due_on__lt=today).order_by("pk"):
        if workflow.may_nudge(concern):
            workflow.nudge(concern)
            break


def _office(areas: list[Area]) -> User | None:
    """Return somebody of the office of one of `areas`, None where the demo has no account there."""
    held = Appointment.objects.in_force().filter(area__in=[area for area in areas if area], role=Role.OFFICE_STAFF)
    found = held.select_related("user").order_by("pk").first()
    return found.user if found else None
