"""What urgings add to the pages of what is urged, and to the page on which a voter follows a concern."""

from typing import Any

from liaison.concerns.models import Concern
from liaison.urgings import policies
from liaison.urgings.enums import UrgingKind
from liaison.urgings.models import Urging
from liaison.urgings.turns import SUBJECTS
from liaison.urgings.workflow import may_nudge
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.panels import Panel
from yunhe.kit.refusals import is_allowed


def _panel(name: str, thing: Any, user: User) -> Panel | None:
    subject = SUBJECTS[name]
    rows = (
        Urging.objects.visible_to(user)
        .filter(**{name: thing})
        .select_related("sender", "addressee__unit", "unit", "deputy")
    )
    urgings = list(rows.order_by("-sent_at", "-pk")[:8])
    may = scope_of(user).has_role(*OFFICES) and is_allowed(policies.can_urge, user, subject, thing)
    if not urgings and not may:
        return None
    kind = policies.urging_office(user, subject, thing)[0] if may else ""
    context = {
        "urgings": urgings,
        "name": name,
        "thing": thing,
        "label": UrgingKind(kind).label if kind else "",
        "turn": subject.turn(thing).label,
    }
    return Panel("催办督办", "liaison/urgings/_panel.html", context)


def concern_panel(concern: Concern, user: User) -> Panel | None:
    """Return the urgings of a concern, and the button for whoever may urge; None without both."""
    return _panel("concern", concern, user)


def suggestion_panel(suggestion: Any, user: User) -> Panel | None:
    """The same of a suggestion."""
    return _panel("suggestion", suggestion, user)


def registration_panel(registration: Any, user: User) -> Panel | None:
    """The same of a registration."""
    return _panel("registration", registration, user)


def obligation_panel(obligation: Any, user: User) -> Panel | None:
    """The same of an obligation."""
    return _panel("obligation", obligation, user)


def followed_panel(concern: Concern, user: Any) -> Panel | None:
    """Return what the voter sees: the button once a clock has run out, afterwards what was answered; None without both."""
    nudges = list(concern.urgings.filter(kind=UrgingKind.NUDGE).order_by("-sent_at"))
    may = may_nudge(concern)
    if not nudges and not may:
        return None
    return Panel("催一催", "liaison/urgings/_followed.html", {"concern": concern, "nudges": nudges, "may": may})
