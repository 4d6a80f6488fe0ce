"""Reads for the pages of a file and for other parts."""

from dataclasses import dataclass

from django.db.models import Count

from liaison.registration.deadlines import waited_in_words
from liaison.registration.enums import TRANSITIONS, VERB_LABELS, RegistrationState, Side
from liaison.registration.models import Registration, RegistrationMove
from liaison.registration.policies import acting_side, sides_of
from yunhe.accounts.models import User
from yunhe.accounts.policies import reason_against

STEPS = (
    RegistrationState.URGED,
    RegistrationState.SUBMITTED,
    RegistrationState.VERIFIED,
    RegistrationState.CO_MANAGED,
    RegistrationState.ENDED,
)
TONES = {
    RegistrationState.CO_MANAGED: "success",
    RegistrationState.RETURNED: "danger",
    RegistrationState.ENDED: "muted",
}
WHOSE_TURN = {
    RegistrationState.URGED: "等代表登记（代表在手机上提交，或由流入地代为登记）",
    RegistrationState.SUBMITTED: "等流入地核实",
    RegistrationState.RETURNED: "等代表补充后重新提交",
    RegistrationState.VERIFIED: "等代表到社区报到",
    RegistrationState.CO_MANAGED: "双方共同管理",
    RegistrationState.ENDED: "已结束",
}


@dataclass(frozen=True)
class Action:
    """One thing that can be done with a file: its verb, label, whether it is the main one, and why not."""

    verb: str
    label: str
    kind: str
    refusal: str


MAIN_VERBS = {"submit", "verify", "receive"}


def actions_for(user: User, file: Registration) -> list[Action]:
    """Return what `user` may do with `file` now, main actions first; nothing that belongs to others."""
    found = []
    for verb in TRANSITIONS[file.state]:
        if verb == "report_in":
            continue
        refusal = reason_against(acting_side, user, file, verb)
        if not refusal:
            kind = "primary" if verb in MAIN_VERBS else "danger" if verb in ("correct", "end") else "secondary"
            found.append(Action(verb, VERB_LABELS[verb], kind, refusal))
    return sorted(found, key=lambda action: ("primary", "secondary", "danger").index(action.kind))


def timeline_of(file: Registration) -> list[dict]:
    """Return the steps of a file, newest first, each with who took it and how long the file had waited for it."""
    moves: list[RegistrationMove] = list(file.moves.all())
    events = []
    previous = None
    for move in moves:
        waited = waited_in_words((move.at - previous.at).days) if previous else ""
        text = "。".join(part for part in (move.reason_label, move.note) if part)
        events.append(
            {
                "at": move.at,
                "title": f"{move.label} → {move.get_to_state_display()}",
                "by": f"{move.get_side_display()} {move.by}" if move.side != Side.DEPUTY else f"代表本人 {move.by}",
                "text": text,
                "waited": waited,
                "tone": TONES.get(RegistrationState(move.to_state), "info"),
            }
        )
        previous = move
    return events[::-1]


def step_of(file: Registration) -> int:
    """Return the position of the file in STEPS; a returned file stands where it was submitted."""
    state = RegistrationState.SUBMITTED if file.state == RegistrationState.RETURNED else file.state
    return STEPS.index(RegistrationState(state)) + (file.state == RegistrationState.ENDED)


def chain_of(file: Registration) -> list[Registration]:
    """Return the former files of the same deputy, newest first."""
    return list(
        file.deputy.registrations.exclude(pk=file.pk).select_related("origin", "residence").order_by("-created_at")
    )


def state_counts(user: User) -> dict[str, int]:
    """Return the files in scope of `user` by state, every state named."""
    rows = Registration.objects.visible_to(user).order_by().values_list("state").annotate(Count("pk"))
    counted = dict(rows)
    return {state.value: counted.get(state.value, 0) for state in RegistrationState}


def sides_in_words(user: User, file: Registration) -> str:
    """Return for which sides `user` speaks on this file: 流出地、社区."""
    return "、".join(Side(side).label for side in Side if side in sides_of(user, file))
