"""The home page: a workbench for staff, today for deputies, the own duty for administrators."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from deputies.people.own import own_deputy
from liaison.desk import workbench
from liaison.desk.policies import first_role
from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.requests import Request
from yunhe.accounts.scope import scope_of
from yunhe.kit.readonly import read_only
from yunhe.kit.waiting import waiting_for

OTHER_HOMES = {
    Role.HANDLING_UNIT: "concerns:unit-concerns",
    Role.SYSTEM_ADMIN: "accounts:user-list",
    Role.SECURITY_ADMIN: "accounts:user-list",
    Role.AUDITOR: "trail:event-list",
}


@require_safe
@read_only
def home(request: Request) -> HttpResponse:
    """Show what waits for the person who is signed in, by role."""
    first = first_role(request.user)
    if first in STAFF_ROLES:
        return _staff(request)
    return _deputy(request) if first == Role.DEPUTY else redirect(OTHER_HOMES[first])


def _staff(request: Request) -> HttpResponse:
    user = request.user
    context = {
        "waiting": waiting_for(user),
        "late_registrations": workbench.late_registrations(user),
        "moves": workbench.steps_of_others(user),
        "activities": workbench.coming_activities(user),
        "silent": workbench.silent_deputies(user).count(),
        "area": scope_of(user).home_area,
    }
    return render(request, "liaison/desk/workbench.html", context)


def _deputy(request: Request) -> HttpResponse:
    return render(request, "liaison/desk/today.html", {"today": workbench.today_of(own_deputy(request.user))})
