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

FACTS = ("title", "side", "begins_on", "ends_on", "goal", "note")


@transaction.atomic
def start_campaign(area: Area, *, by: User, **facts: Any) -> VisitCampaign:
    """Start a great visit for `area`. facts: FACTS. Errors: Denied, Refused.

    Side effects: one VisitCampaign, one audit event, on commit a notice to the deputies concerned.
    """
    policies.can_run_campaign(by, area)
    campaign = VisitCampaign(area=area, created_by=by.display_name, **facts)
    campaign.full_clean()
    campaign.save()
    record("contacts.start_campaign", "发起大走访", campaign, by=by, areas=[area])
    later(tell_of_campaign, campaign.pk)
    return campaign


@transaction.atomic
def edit_campaign(campaign: VisitCampaign, *, by: User, **facts: Any) -> VisitCampaign:
    """Change a great visit. Errors: Denied, Refused. Side effects: the row, one audit event."""
    locked = VisitCampaign.objects.select_for_update(of=("self",)).select_related("area").get(pk=campaign.pk)
    policies.can_edit_campaign(by, locked)
    changes = {}
    for name in FACTS:
        if name in facts and facts[name] != getattr(locked, name):
            label = str(getattr(VisitCampaign._meta.get_field(name), "verbose_name", name))
            changes[label] = [str(getattr(locked, name)), str(facts[name])]
            setattr(locked, name, facts[name])
    locked.full_clean()
    locked.save()
    if changes:
        record("contacts.edit_campaign", "修改大走访", locked, by=by, changes=changes, areas=[locked.area])
    return locked
