"""The trail, for the auditor alone; nothing here changes an event."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from yunhe.accounts.decorators import asks, reads, roles_required
from yunhe.accounts.enums import Role
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request
from yunhe.trail import workflow
from yunhe.trail.queries import trail_for
from yunhe.trail.tables import AuditEventListing

auditor_required = roles_required(Role.AUDITOR)
event_list = list_page(auditor_required, AuditEventListing, "yunhe/trail/event_list.html")


@reads(auditor_required)
def event_detail(request: Request, pk: int) -> HttpResponse:
    """Show one event in full, and the others of the same request."""
    trail = trail_for(request.user)
    event = get_object_or_404(trail, pk=pk)
    siblings = trail.filter(request_id=event.request_id).exclude(pk=pk) if event.request_id else trail.none()
    return render(request, "yunhe/trail/event_detail.html", {"event": event, "siblings": siblings[:20]})


@asks(auditor_required)
def chain_verify(request: Request) -> HttpResponse:
    """Explain the check of the chain, or carry it out and show what it found."""
    report = workflow.verify(by=request.user) if request.method == "POST" else None
    return render(request, "yunhe/trail/chain_verify.html", {"report": report})
