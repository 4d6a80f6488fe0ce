"""Kinds, states and machine of an urging, and who does what."""

from django.db import models

from yunhe.kit.moves import START, Machine, Verb
from yunhe.kit.states import State, Tone


class UrgingKind(models.TextChoices):
    """Who urges: an office whom it waits for, the county an office, the voter the office that leads."""

    URGE = "urge", "催办"
    SUPERVISE = "supervise", "督办"
    NUDGE = "nudge", "选民催办"


class UrgingState(State):
    """Where an urging stands."""

    SENT = "sent", "待答复", Tone.WARNING
    ANSWERED = "answered", "已答复，待认可", Tone.INFO
    CLOSED = "closed", "已了结", Tone.MUTED


class Side(models.TextChoices):
    SENDER = "sender", "催办方"
    ADDRESSEE = "addressee", "被催办方"


URGING = Machine.named("urgings.urging", "催办督办", UrgingState, sides=Side).of(
    Verb("send", "发出", START, UrgingState.SENT, Side.SENDER),
    Verb(  # what the county supervises it also accepts; anything else is closed by the answer
        "answer",
        "答复",
        UrgingState.SENT,
        UrgingState.ANSWERED,
        Side.ADDRESSEE,
        also=(UrgingState.CLOSED,),
        kind="primary",
    ),
    Verb("send_back", "退回重新答复", UrgingState.ANSWERED, UrgingState.SENT, Side.SENDER),
    Verb(
        "close",
        "认可并了结",
        (UrgingState.SENT, UrgingState.ANSWERED),
        UrgingState.CLOSED,
        Side.SENDER,
        kind="primary",
    ),
)
OPEN_STATES = URGING.unfinished
