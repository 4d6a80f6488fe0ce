"""The request of a signed-in person: what every private view is given.

@reads(staff_required)
def activity_list(request: Request) -> HttpResponse: ...

PrivatePagesMiddleware lets nobody else through, so `request.user` is a `User` there. A public view (`login_not_required`) takes
Django's HttpRequest, whose user may be nobody.
"""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from yunhe.accounts.models import User


class Request(HttpRequest):
    """A request to a private page. Only a type: nothing makes one."""

    user: User
    htmx: HtmxDetails
