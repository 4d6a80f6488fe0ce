"""The pages of errors nobody foresaw: they say what is true of what was sent, saved, not saved or not known."""

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.template.loader import get_template
from django.views.decorators.csrf import requires_csrf_token

from yunhe.database.waits import is_busy
from yunhe.web.busy import busy_page
from yunhe.web.forms.once import outcome_of


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where it was the database's doing. The page asks neither the database nor who is signed in."""
    if is_busy(sys.exc_info()[1]):
        return busy_page(request, outcome_of(request))
    return HttpResponseServerError(_page("500.html", request))


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBadRequest:
    """Answer 400: cut off or too large, or a session that was ended meanwhile, perhaps after the verb was done."""
    return HttpResponseBadRequest(_page("400.html", request))


def _page(name: str, request: HttpRequest) -> str:
    facts: dict[str, Any] = {"outcome": outcome_of(request)}
    return get_template(name).render(facts)
