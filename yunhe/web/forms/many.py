"""Before an act on more than one thing: how many, and whom. Shown first, done after the second button.

    @writes(office_required)
    def registration_urge(request):
        chosen = …
        if asked := asked_first(request, "督促登记", [str(deputy) for deputy in chosen], back="registration:unregistered-list"):
            return asked
        …

One thing is done at once: whoever ticked a single row has seen it. What was sent goes along in hidden fields and is sent again
with the confirmation, so the view finds the same request.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse

from yunhe.web.forms.once import FIELD

SURE = "is_sure"
SHOWN = 60  # names; of more only the numbers by group are said
LEFT_OUT = {"csrfmiddlewaretoken", SURE, FIELD}  # the next page has a one-time number of its own


def asked_first(
    request: HttpRequest,
    verb: str,
    names: Sequence[str],
    *,
    back: Any,
    groups: Sequence[str] = (),
    note: str = "",
) -> HttpResponse | None:
    """Return the page that asks before `verb` is done to `names`; None once it was confirmed, and for fewer than two.

    groups: the group of each of them (the township), so that a long list is said by numbers. note: what it brings about.
    back: where 取消 leads.
    """
    if len(names) < 2 or request.POST.get(SURE) == "1":
        return None
    kept = [(name, value) for name, values in request.POST.lists() if name not in LEFT_OUT for value in values]
    context = {
        "verb": verb,
        "number": len(names),
        "names": names[:SHOWN],
        "more": max(0, len(names) - SHOWN),
        "groups": list(Counter(groups).items()),
        "kept": kept,
        "note": note,
        "back": resolve_url(back),
    }
    return TemplateResponse(request, "components/asked_first.html", context)
