"""Every write: drafting and handing in a report, and what becomes of the decisions on it."""

from liaison.annual_reports.workflow.decisions import add_decision, finish_decision, reopen_decision
from liaison.annual_reports.workflow.drafting import draft_report, edit_head, edit_section, refresh, reset_section
from liaison.annual_reports.workflow.handing_in import hand_in, record_reply, withdraw
