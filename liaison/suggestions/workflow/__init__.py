"""Writing suggestions."""

from liaison.suggestions.workflow.drafting import ask_to_sign, draft, edit, sign
from liaison.suggestions.workflow.steps import (
    acknowledge,
    assign,
    give_opinion,
    hand_in,
    note_co_opinion,
    reply,
    send_back,
    take_back,
    track,
    withdraw,
)
