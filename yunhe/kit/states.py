"""States that know how they look: value, label and tone stand together, in the noun's own enums.py.

    class TopicState(State):
        PLANNED = "planned", "待学习", Tone.MUTED
        STUDIED = "studied", "已学习", Tone.INFO

    state = models.CharField("状态", max_length=12, choices=TopicState, default=TopicState.PLANNED)

A State is a TextChoices and does all that one does; without a tone it cannot be written. `{% state_badge thing %}` finds the
tone by the field's choices (`tone_of`), so that two nouns may use the same value for different things.
"""

from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models.enums import ChoicesType


class Tone(StrEnum):
    """A colour with its own shape, so that colour never speaks alone (icons: yunhe.web.badges.TONE_ICONS)."""

    SUCCESS = "success"
    INFO = "info"
    WARNING = "warning"
    DANGER = "danger"
    MUTED = "muted"


_known: dict[tuple[tuple[str, str], ...], type["State"]] = {}


class _StateType(ChoicesType):
    """Reads `value, label, tone`; Django itself wants the label last."""

    def __new__(metacls, name: str, bases: tuple[type, ...], classdict: Any, **kwds: Any) -> Any:
        for member in list(classdict._member_names):
            value = classdict[member]
            if not (isinstance(value, tuple) and len(value) == 3 and isinstance(value[2], Tone)):
                raise TypeError(f"{name}.{member} must be value, label, tone")
            dict.__setitem__(classdict, member, (value[0], value[2], value[1]))
        made: Any = super().__new__(metacls, name, bases, classdict, **kwds)
        if made.__members__:
            _known[tuple(made.choices)] = made
        return made


class State(models.TextChoices, metaclass=_StateType):
    """A state of something that moves: its value in the database, its label for people, its tone on the page."""

    tone: Tone

    def __new__(cls, value: str, tone: Tone = Tone.MUTED) -> "State":
        """Make the member that the database knows as `value`; the metaclass sees to it that a tone is given."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.tone = tone
        return member


def states() -> list[type[State]]:
    """Return every State class that is loaded."""
    return list(_known.values())


def tone_of(thing: models.Model, name: str = "state") -> Tone | None:
    """Return the tone of what `name` of `thing` holds: a State itself, or a value of a choice field whose choices are one."""
    value = getattr(thing, name)
    if isinstance(value, State):
        return value.tone
    field = next((field for field in thing._meta.fields if field.name == name), None)
    found = _known.get(tuple(field.choices or ())) if field else None
    return found(value).tone if found else None
