"""What the audit trail must know of a request, and the refusals that no workflow verb records."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from yunhe.audit import outside
from yunhe.audit.client import client_ip
from yunhe.audit.record import record, request_facts


class RequestFactsMiddleware:
    """Set `request_facts` (ip, request id) for `record`, answer with X-Request-ID, and record what a person was refused:
    every 403, and every 404 of a thing that is there but outside the person's scope.

    The identifier is made here; one sent by the browser is not believed. Place it after the authentication middleware.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with the facts set."""
        token = request_facts.set({"ip": client_ip(request), "request_id": uuid.uuid4().hex})
        try:
            response = self.get_response(request)
            if response.status_code == 403 and request.user.is_authenticated:
                self._record_refusal(request)
            missed = getattr(request, "missed", None)
            if response.status_code == 404 and missed is not None and request.user.is_authenticated:
                outside.record_attempt(request, missed)
            response.headers["X-Request-ID"] = request_facts.get()["request_id"]
            return response
        finally:
            request_facts.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Keep the reason of a refusal, and what was asked for in vain, for the record."""
        if isinstance(exception, Http404) and request.user.is_authenticated:
            request.missed = outside.thing_missed(exception)  # type: ignore[attr-defined]
        if isinstance(exception, PermissionDenied):
            request.refusal = str(exception)  # type: ignore[attr-defined]

    def _record_refusal(self, request: HttpRequest) -> None:
        match = request.resolver_match
        record(
            "web.refuse",
            "拒绝访问",
            by=request.user,
            changes={"页面": [None, match.view_name if match else ""], "方式": [None, request.method]},
            reason=getattr(request, "refusal", ""),
            succeeded=False,
        )
