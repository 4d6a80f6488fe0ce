"""One machine of the kit's own: legal moves, sides, refusals, buttons, the drawing, and every machine of the program."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from tests.factories.areas import make_county
from yunhe.areas.models import Area
from yunhe.kit.moves import START, Action, Machine, Step, Verb, diagrams, events_of, locked, machines, to
from yunhe.kit.refusals import Denied, IllegalMove
from yunhe.kit.states import State, Tone


class LampState(State):
    """On, off, broken."""

    OFF = "off", "关着", Tone.MUTED
    ON = "on", "亮着", Tone.SUCCESS
    BROKEN = "broken", "坏了", Tone.DANGER


class Hand(models.TextChoices):
    """Who touches the lamp."""

    OWNER = "owner", "主人"
    GUEST = "guest", "客人"


VERBS = {"buy": "买来", "light": "点亮", "quench": "熄灭", "throw": "扔掉"}
TABLE = {
    START: {"buy": to(LampState.OFF, Hand.OWNER)},
    LampState.OFF: {"light": to(LampState.ON, Hand.OWNER, Hand.GUEST, also=(LampState.BROKEN,))},
    LampState.ON: {"quench": to(LampState.OFF), "throw": to(LampState.BROKEN, Hand.OWNER)},
    LampState.BROKEN: {},
}


@pytest.fixture
def lamp():
    """The machine; the program's own list of machines forgets it again."""
    made = Machine("lamp", "台灯", LampState, VERBS, TABLE, sides=Hand, main=["quench"], danger=["throw"])
    yield made
    del machines._items["lamp"]


def test_a_verb_leads_where_the_table_says(lamp):
    assert lamp.after(START, "buy") == LampState.OFF
    assert lamp.after(LampState.OFF, "light") == LampState.ON
    assert lamp.verbs_from(LampState.ON) == ["quench", "throw"]


def test_a_machine_may_be_written_verb_by_verb(lamp):
    spelled = Machine.named("lamp", "台灯", LampState, sides=Hand).of(
        Verb("buy", "买来", START, LampState.OFF, Hand.OWNER),
        Verb("light", "点亮", LampState.OFF, LampState.ON, Hand.OWNER, Hand.GUEST, also=(LampState.BROKEN,)),
        Verb("quench", "熄灭", LampState.ON, LampState.OFF, kind="primary"),
        Verb("throw", "扔掉", LampState.ON, LampState.BROKEN, Hand.OWNER, kind="danger"),
    )
    assert vars(spelled) == vars(lamp)
    assert spelled.unfinished == (LampState.OFF, LampState.ON)


def test_a_verb_on_two_lines_leads_elsewhere_but_is_called_alike():
    lines = [Verb("touch", "碰", LampState.OFF, LampState.ON), Verb("touch", "碰", LampState.ON, LampState.BROKEN)]
    made = Machine.named("lamp", "台灯", LampState).of(*lines)
    del machines._items["lamp"]
    assert (made.after(LampState.OFF, "touch"), made.after(LampState.ON, "touch")) == (LampState.ON, LampState.BROKEN)
    with pytest.raises(ValueError, match="one label"):
        Machine.named("lamp", "台灯", LampState).of(*lines, Verb("touch", "摸", LampState.BROKEN, LampState.BROKEN))


@pytest.mark.parametrize("state", [START, LampState.OFF, LampState.BROKEN])
def test_an_illegal_move_is_refused_in_one_sentence(lamp, state):
    with pytest.raises(IllegalMove, match=r"^台灯现在是“.+”，不能熄灭。可能有人刚刚办理过"):
        lamp.after(state, "quench")


def test_the_side_is_one_that_is_held_and_allowed(lamp):
    assert lamp.acting_side(LampState.OFF, "light", [Hand.GUEST, Hand.OWNER], {}) == Hand.GUEST
    assert lamp.acting_side(LampState.ON, "quench", [], {}) == ""
    with pytest.raises(Denied, match=r"^“扔掉”由李四办理。$") as refused:
        lamp.acting_side(LampState.ON, "throw", [Hand.GUEST], {Hand.OWNER: "李四"})
    assert not isinstance(refused.value, IllegalMove)
    with pytest.raises(Denied, match=r"^“点亮”由主人、客人办理。$"):
        lamp.check(LampState.OFF, "light", "stranger")


def test_buttons_come_main_ones_first_and_dangerous_ones_last(lamp):
    thing = SimpleNamespace(state="on")
    assert lamp.actions(thing, lambda verb: None) == [
        Action("quench", "熄灭", "primary"),
        Action("throw", "扔掉", "danger"),
    ]

    def policy(verb):
        if verb == "throw":
            raise Denied("不能扔。")

    assert [action.verb for action in lamp.actions(thing, policy)] == ["quench"]
    assert lamp.actions(thing, policy, with_refused=True)[-1].refusal == "不能扔。"
    assert lamp.actions(thing, lambda verb: None, among={"throw"})[0].verb == "throw"


def test_the_drawing_shows_every_move_every_side_and_every_end(lamp):
    assert lamp.diagram().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> 关着: 买来（主人）",
        "    关着 --> 亮着: 点亮（主人、客人）",
        "    关着 --> 坏了: 点亮（主人、客人）",
        "    亮着 --> 关着: 熄灭",
        "    亮着 --> 坏了: 扔掉（主人）",
        "    坏了 --> [*]",
    ]


@pytest.mark.parametrize(
    ("verbs", "table"),
    [
        (VERBS, {**TABLE, "melted": {}}),
        (VERBS, {state: moves for state, moves in TABLE.items() if state != LampState.BROKEN}),
        ({**VERBS, "polish": "擦亮"}, TABLE),
        ({"buy": "买来"}, TABLE),
    ],
)
def test_a_table_that_does_not_fit_its_states_and_verbs_is_no_machine(verbs, table):
    with pytest.raises(ValueError, match="lamp"):
        Machine("lamp", "台灯", LampState, verbs, table)


@isolate_apps("yunhe.web")
def test_steps_are_told_newest_first_with_how_long_each_had_waited(lamp):
    class LampStep(Step):
        """A step that is never saved."""

        machine, thing = lamp, "lamp"

        class Meta:
            app_label = "web"

    at = datetime(2026, 3, 5, 8, tzinfo=UTC)
    facts = {"side": Hand.OWNER, "by": "张三（zhangsan）", "by_user_id": None}
    first = LampStep(verb="light", label="点亮", from_state="off", to_state="on", at=at, **facts)
    second = LampStep(
        verb="throw",
        label="扔掉",
        from_state="on",
        to_state="broken",
        note="旧了",
        by_user_id=None,
        at=at + timedelta(days=3),
    )
    newest, oldest = events_of([first, second])
    assert oldest == {
        "at": at,
        "title": "点亮 → 亮着",
        "by": "主人 张三（zhangsan）",
        "text": "",
        "tone": "success",
        "waited": "",
    }
    assert (newest["tone"], newest["waited"], newest["text"]) == ("danger", "3 天", "旧了")
    assert first.changes == {"状态": ["关着", "亮着"]}


def test_a_locked_row_is_fresh_and_in_the_state_the_person_saw(db, django_assert_num_queries):
    area = make_county().chishi
    stale = Area.objects.get(pk=area.pk)
    Area.objects.filter(pk=area.pk).update(name="赤石镇")
    with django_assert_num_queries(1) as sent:
        assert locked(Area.objects.all(), stale).name == "赤石镇"
    assert "FOR UPDATE OF" in sent.captured_queries[0]["sql"]


def test_the_documented_machines_are_those_of_the_code():
    page = Path(settings.BASE_DIR, "docs", "state-diagrams.md").read_text(encoding="utf-8")
    assert page == diagrams()
