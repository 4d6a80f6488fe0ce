"""Page or part of it: the same view answers both (see `fragment`)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers

View = Callable[..., Any]


def fragment(template_name: str, target: str = "") -> Callable[[View], View]:
    """Answer an HTMX request with the include `template_name` that the page itself uses, everything else with the page.

    The view returns a TemplateResponse; redirects and files pass through. `target` is the id of the element that is
    replaced; without it any HTMX request for an id that ends in "-region" is meant. Stack several for several regions.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            response = view(request, *args, **kwargs)
            if isinstance(response, TemplateResponse) and not response.is_rendered:
                patch_vary_headers(response, ["HX-Request", "HX-Target"])
                if _asks_for(request, target):
                    response.template_name = template_name
            return response

        return answered

    return decorate


def _asks_for(request: Any, target: str) -> bool:
    asked = request.htmx.target or ""
    if not request.htmx or request.htmx.history_restore_request:
        return False
    return bool(asked == target if target else asked.endswith("-region"))
