"""The home page: a workbench for staff, today for deputies, the own duty for administrators."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from deputies.people.own import own_deputy
from liaison.desk import workbench
from liaison.desk.policies import first_role
from liaison.registration.tables import RegistrationListing
from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.requests import Request
from yunhe.accounts.scope import scope_of
from yunhe.kit.readonly import read_only
from yunhe.kit.waiting import waiting_for
from yunhe.web.lists.pages import page_of_figures

SILENT_DAYS = 90  # co-managed, and checked in nowhere for so long
OTHER_HOMES = {
    Role.FINANCE: "funds:line-list",
    Role.HIGHER_OFFICE: "counties",
    Role.HANDLING_UNIT: "concerns:unit-concerns",
    Role.SYSTEM_ADMIN: "accounts:user-list",
    Role.SECURITY_ADMIN: "accounts:user-list",
    Role.AUDITOR: "trail:event-list",
}


@require_http_methods(["GET", "HEAD", "POST"])
@read_only
def home(request: Request) -> HttpResponseBase:
    """Show what waits for the person who is signed in, by role; POST gives staff the figures of the page as a file."""
    first = first_role(request.user)
    if first in STAFF_ROLES:
        return _staff(request)
    return _deputy(request) if first == Role.DEPUTY else redirect(OTHER_HOMES[first])


def _staff(request: Request) -> HttpResponseBase:
    user = request.user
    lines = waiting_for(user)
    context = {
        "waiting": [line for line in lines if line.count],
        "done": [line for line in lines if not line.count],
        "late_registrations": workbench.late_registrations(user),
        "moves": workbench.steps_of_others(user),
        "activities": workbench.coming_activities(user),
        "silent": RegistrationListing.at(user, "registration:registration-list", silent=SILENT_DAYS),
        "area": scope_of(user).home_area,
    }
    return page_of_figures(request, "liaison/desk/workbench.html", context, title="工作台")


def _deputy(request: Request) -> HttpResponse:
    return render(request, "liaison/desk/today.html", {"today": workbench.today_of(own_deputy(request.user))})
