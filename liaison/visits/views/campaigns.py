"""Pages of great visits."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from liaison.visits import policies, queries, workflow
from liaison.visits.forms import CampaignForm
from liaison.visits.models import VisitCampaign, households_in, visited_in
from yunhe.accounts.decorators import asks, lists, office_required, reads, staff_required
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.pager import page_of
from yunhe.kit.refusals import is_allowed
from yunhe.web.forms.page import FormPage
from yunhe.web.lists.pages import page_of_figures

LIST = [("大走访", "visits:campaign-list")]


@reads(staff_required)
def campaign_list(request: Request) -> HttpResponse:
    """Show the great visits in scope, newest first, each with how far it is."""
    rows = VisitCampaign.objects.visible_to(request.user).select_related("area").order_by("-begins_on", "-pk")
    page = page_of(rows, request.GET)
    today = timezone.localdate()
    context = {
        "page": page,
        "campaigns": [(campaign, campaign.phase(today), *_figures(campaign)) for campaign in page.rows],
        "may_start": is_allowed(policies.can_run_campaign, request.user),
    }
    return render(request, "liaison/visits/campaign_list.html", context)


def _figures(campaign: VisitCampaign) -> tuple[int, int]:
    visited = visited_in(campaign).order_by().values("household").distinct().count()
    return visited, households_in(campaign).count()


find_campaign = in_scope(VisitCampaign.objects, "area")


@lists(staff_required, find_campaign)
def campaign_detail(request: Request, campaign: VisitCampaign) -> HttpResponseBase:
    """Show how far a great visit is: by deputy, village, community and day."""
    context = {
        "campaign": campaign,
        "phase": campaign.phase(timezone.localdate()),
        "progress": queries.progress_of(campaign),
        "may_edit": is_allowed(policies.can_edit_campaign, request.user, campaign),
    }
    return page_of_figures(request, "liaison/visits/campaign_detail.html", context, title=campaign.title)


@asks(office_required)
def campaign_create(request: Request) -> HttpResponse:
    """Start a great visit."""
    page = FormPage(request, "发起大走访", CampaignForm, user=request.user, crumbs=LIST)
    said = "大走访已发起，有联系户的代表会收到通知。"
    return page.run(lambda facts: workflow.start_campaign(by=request.user, **facts), said=said)


@asks(office_required, find_campaign, policies.can_edit_campaign)
def campaign_edit(request: Request, campaign: VisitCampaign) -> HttpResponse:
    """Change a great visit."""
    given: dict[str, Any] = {"user": request.user, "campaign": campaign, "crumbs": [*LIST, (campaign.title, campaign)]}
    page = FormPage(request, "修改大走访", CampaignForm, of=campaign, **given)
    return page.does(workflow.edit_campaign)
