"""States that know how they look: value, label and tone stand together, in the noun's own enums.py.

    class TopicState(State):
        PLANNED = "planned", "待学习", Tone.MUTED
        STUDIED = "studied", "已学习", Tone.INFO

    state = models.CharField("状态", max_length=12, choices=TopicState, default=TopicState.PLANNED)

A State is a TextChoices and does all that one does; without a tone it cannot be written. `{% state_badge thing %}` finds the
tone by the field's choices (`tone_of`), so that two nouns may use the same value for different things.
"""

from enum import Enum
from functools import cache

from django.db import models


class Tone(Enum):
    """A colour with its own shape, so that colour never speaks alone (icons: yunhe.web.badges.TONE_ICONS).

    No str by itself: Django takes a last word of a member for its label.
    """

    SUCCESS = "success"
    INFO = "info"
    WARNING = "warning"
    DANGER = "danger"
    MUTED = "muted"


class State(models.TextChoices):
    """A state of something that moves: its value in the database, its label for people, its tone on the page."""

    tone: str
    said: str

    def __new__(cls, value: str, label: str = "", tone: Tone | None = None) -> "State":
        """Make the member that the database knows as `value`. Raises TypeError without label or tone."""
        if not label or tone is None:
            raise TypeError(f"{cls.__name__} {value!r} must be value, label, tone")
        member = str.__new__(cls, value)
        member._value_ = value
        member.said, member.tone = label, tone.value
        return member

    @classmethod
    def without(cls, *states: "State") -> tuple["State", ...]:
        """Return all states but `states`, in their order: OPEN_STATES = TopicState.without(TopicState.DROPPED)."""
        return tuple(state for state in cls if state not in states)

    @property
    def label(self) -> str:  # type: ignore[override]
        return self.said


def states() -> list[type[State]]:
    """Return every State class that is loaded."""
    return State.__subclasses__()


@cache
def _class_of(choices: tuple[tuple[str, str], ...]) -> type[State] | None:
    return next((one for one in states() if tuple(one.choices) == choices), None)


def tone_of(thing: models.Model, name: str = "state") -> str:
    """Return the tone of what `name` of `thing` holds: a State itself, or a value of a choice field whose choices are one.

    "" where it is neither.
    """
    value = getattr(thing, name)
    if isinstance(value, State):
        return value.tone
    field = next((field for field in thing._meta.fields if field.name == name), None)
    found = _class_of(tuple(field.choices or ())) if field else None  # type: ignore[arg-type]
    return found(value).tone if found else ""
