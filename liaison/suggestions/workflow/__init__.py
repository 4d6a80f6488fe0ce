"""Writing suggestions."""

from liaison.suggestions.workflow.drafting import ask_to_sign, draft, edit, sign
from liaison.suggestions.workflow.steps import assign, give_opinion, hand_in, reply, send_back, take_back, withdraw
