"""The pages of errors nobody foresaw: they say what is true of what was sent, saved, not saved or not known."""

from typing import Any

from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseServerError
from django.template.loader import get_template
from django.views.decorators.csrf import requires_csrf_token

from yunhe.web.forms.once import outcome_of


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Answer 500. The page asks neither the database nor who is signed in: either may be what broke."""
    return HttpResponseServerError(_page("500.html", request))


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBadRequest:
    """Answer 400: cut off or too large, or a session that was ended meanwhile, perhaps after the verb was done."""
    return HttpResponseBadRequest(_page("400.html", request))


def _page(name: str, request: HttpRequest) -> str:
    facts: dict[str, Any] = {"outcome": outcome_of(request)}
    return get_template(name).render(facts)
