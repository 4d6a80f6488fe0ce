"""Starting and changing great visits."""

from typing import Any

from django.db import transaction

from liaison.visits import policies
from liaison.visits.models import VisitCampaign
from liaison.visits.tasks import tell_of_campaign
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.changes import made, rewritten
from yunhe.kit.moves import locked

FACTS = ("title", "side", "begins_on", "ends_on", "goal", "note")


@transaction.atomic
def start_campaign(area: Area, *, by: User, **facts: Any) -> VisitCampaign:
    """Start a great visit for `area`. facts: FACTS. Errors: Denied, Refused.

    Side effects: one VisitCampaign, one audit event, on commit a notice to the deputies concerned.
    """
    policies.can_run_campaign(by, area)
    campaign = made(VisitCampaign(area=area, created_by=by.display_name, **facts))
    record("contacts.start_campaign", "发起大走访", campaign, by=by, areas=[area])
    later(tell_of_campaign, campaign.pk)
    return campaign


@transaction.atomic
def edit_campaign(campaign: VisitCampaign, *, by: User, **facts: Any) -> VisitCampaign:
    """Change a great visit. Errors: Denied, Refused. Side effects: the row, one audit event."""
    this = locked(VisitCampaign.objects.select_related("area"), campaign)
    policies.can_edit_campaign(by, this)
    if changes := rewritten(this, **{name: facts[name] for name in FACTS if name in facts}):
        record("contacts.edit_campaign", "修改大走访", this, by=by, changes=changes, areas=[this.area])
    return this
