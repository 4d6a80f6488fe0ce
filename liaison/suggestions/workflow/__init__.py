"""Writing suggestions."""

from liaison.suggestions.workflow.drafting import ask_to_sign, draft, edit, sign
from liaison.suggestions.workflow.steps import assign, give_opinion, hand_in, reply, send_back, take_back, withdraw

#: verb → function, for the moves made on the suggestion's page
MOVES = {
    "assign": assign,
    "give_opinion": give_opinion,
    "hand_in": hand_in,
    "reply": reply,
    "send_back": send_back,
    "take_back": take_back,
    "withdraw": withdraw,
}

__all__ = ["MOVES", "ask_to_sign", "draft", "edit", "sign"]
