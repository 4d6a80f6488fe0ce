"""What registrations add to a deputy's record, and where other parts add to the page of a registration."""

from deputies.people.models import Deputy
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from liaison.registration.policies import reason_not_to_register
from yunhe.accounts.models import User
from yunhe.kit.panels import Panel, Panels

pages: Panels[Registration] = Panels("page of a registration")


def registration_panel(deputy: Deputy, user: User) -> Panel | None:
    """Return the deputy's registrations, newest first, or what to do when a deputy living elsewhere has none.

    A residence that was changed in the record while another community still takes part is told, with the way to move on.
    """
    registrations = list(
        Registration.objects.visible_to(user)
        .filter(deputy=deputy)
        .select_related("origin", "residence", "community")
        .order_by("-created_at")
    )
    has_open = any(not registration.ended_on for registration in registrations)
    refusal = "已有档案" if has_open else reason_not_to_register(user, deputy)
    if not registrations and not deputy.is_living_elsewhere:
        return None
    left = [
        row
        for row in registrations
        if row.state == RegistrationState.CO_MANAGED and row.community_id != deputy.residence_id
    ]
    return Panel(
        "双向共管",
        "liaison/registration/_deputy_panel.html",
        {"registrations": registrations, "may_register": not refusal, "left": left[:1], "home": deputy.residence_label},
    )
