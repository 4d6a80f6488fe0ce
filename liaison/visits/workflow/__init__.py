"""Every write of visits, their findings and campaigns (大走访)."""

from liaison.visits.workflow.campaigns import edit_campaign, start_campaign
from liaison.visits.workflow.visits import log_visits, raise_finding, sort_finding, undo_visit
