"""Every state has a tone and an owner: a machine that moves it, or a word here why nothing does."""

import re
import sys
from pathlib import Path

from django.apps import apps

from yunhe.kit.moves import machines
from yunhe.kit.states import State, states, tone_of
from yunhe.web.badges import TONE_ICONS

TESTS = Path(__file__).parent.parent
SPELLED = re.compile(r"assert spelled\((\w+)\) == written\(")
APPS = ("yunhe", "deputies", "stations", "liaison")
# States that no machine moves, each for a reason.
PLAIN = {
    "AttendanceStatus": "how somebody attended half a day is written down once, and corrected by a new record",
    "FlowStatus": "is found from residence, registration and notices and stored nowhere",
    "Outcome": "what becomes of a mandate is ticked and changed at will until the election runs",
    "ProjectResult": "is read from the votes, and from new ones where they are corrected",
    "RowAction": "what an import makes of a line is found once, when it is read",
    "SeatStatus": "how a member attended a meeting is written down once, and corrected in place with its event",
    "SignState": "one answer of one deputy who was asked to sign",
    "Standing": "is counted from dates and stored nowhere",
    "VisitOutcome": "is found at the door and written down once",
}


def fields_of_state():
    """Return (model, field) of everything that is in some state."""
    for model in apps.get_models():
        if model.__module__.split(".")[0] in APPS and not model._meta.proxy:
            yield from ((model, field) for field in model._meta.concrete_fields if field.name == "state")


def test_every_state_that_is_stored_has_a_tone():
    without = {}
    for model, field in fields_of_state():
        known = {member.value for cls in states() if cls.choices == field.choices for member in cls}
        if missing := {value for value, _ in field.choices or [("no choices", "")]} - known:
            without[model.__name__] = missing
    assert without == {}


def test_every_tone_has_a_shape_of_its_own():
    assert {member.tone for cls in states() for member in cls} <= set(TONE_ICONS)
    assert len(set(TONE_ICONS.values())) == len(TONE_ICONS)


def test_every_state_has_an_owner():
    moved = {machine.states for machine in machines}
    own = [cls for cls in states() if cls.__module__.split(".")[0] in APPS]
    unowned = {cls.__name__ for cls in own if cls not in moved}
    assert unowned == set(PLAIN)


def test_what_a_machine_moves_has_tones():
    assert [machine.name for machine in machines if not issubclass(machine.states, State)] == []


def test_a_thing_finds_its_tone_by_its_own_states():
    for model, field in fields_of_state():
        for cls in states():
            if cls.choices == field.choices:
                for member in cls:
                    assert tone_of(model(state=member.value)) == member.tone


def test_every_machine_has_its_table_written_out_in_a_test():
    """So that no side can be widened and no move added unseen (tests/kit/machines.py)."""
    names = {
        id(value): name
        for module in list(sys.modules.values())
        if module.__name__.endswith(".enums")
        for name, value in vars(module).items()
    }
    spelled = {name for file in TESTS.rglob("test_*.py") for name in SPELLED.findall(file.read_text(encoding="utf-8"))}
    assert {machine.name for machine in machines if names.get(id(machine), "") not in spelled} == set()
