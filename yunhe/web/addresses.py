"""Addresses as they come in: what no database can hold is no address of ours."""

from django.http import Http404, HttpRequest, QueryDict

NUL = "\x00"


class NulFreeMiddleware:
    """Answer an address that holds a NUL with 404, and leave NULs out of what is asked for behind the question mark.

    PostgreSQL refuses them in every text; here it is decided once, for all views.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        """Answer the request. Raises Http404."""
        if NUL in request.path_info:
            raise Http404("no address holds a NUL")
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without_nul(request.GET)  # type: ignore[assignment] a mutable copy, as it stands
        return self.get_response(request)


def _without_nul(query: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True)
    for name, values in query.lists():
        cleaned.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    return cleaned
