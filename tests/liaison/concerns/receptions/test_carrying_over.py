"""Records of receptions from before they were concerns: nothing that was written is lost."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps

from liaison.concerns.models import Concern
from liaison.demo.making import moment
from tests.factories.concerns import HandlingUnitFactory
from yunhe.areas.models import Area

migration = import_module("liaison.migrations.0018_carry_receptions_over")
TODAY, TOLD = date(2026, 11, 20), date(2026, 6, 1)
AT = moment(date(2026, 5, 6), 9, 30)


def old(state, route="community", **facts):
    """Return a record as the table held it, complete as its state demanded."""
    known = {"handler": "", "due_on": None, "result": "", "told_on": None, "told_way": "", "rating": "", "answer": ""}
    if state != "recorded" and route != "on_the_spot":
        known |= {"handler": "中山社区", "due_on": date(2026, 6, 20)}
    if state in ("settled", "told"):
        known["result"] = "已更换楼道灯"
    if state == "told":
        known |= {"told_on": TOLD, "told_way": "phone", "rating": "satisfied"}
    if route == "on_the_spot":
        known["answer"] = "已当面说明"
    fixed = {"category": "housing", "text": "楼道灯不亮", "voter_name": "王小明", "voter_phone": "13800001234"}
    day = {"received_on": AT.date(), "created_at": AT, "recorded_by": "中山联络员"}
    return SimpleNamespace(state=state, route=route, **{**known, **fixed, **day, **facts})


@pytest.mark.parametrize(
    ("record", "state", "line"),
    [
        (old("recorded"), "received", "hand_in"),
        (old("recorded", "on_the_spot"), "told", "hand_in"),
        (old("assigned"), "assigned", "hand_in accept assign"),
        (old("settled"), "replied", "hand_in accept assign reply"),
        (old("settled", "on_the_spot"), "told", "hand_in"),
        (old("told"), "closed", "hand_in accept assign reply tell rate close"),
        (old("told", rating="none"), "closed", "hand_in accept assign reply tell rate close"),
        (old("told", rating="unsatisfied"), "rated", "hand_in accept assign reply tell rate"),
        (old("told", "on_the_spot", rating="mostly"), "closed", "hand_in rate close"),
    ],
)
def test_every_state_of_a_record_has_its_state_as_a_concern(county, record, state, line):
    facts, verbs = migration.matter_of(record, today=TODAY)
    assert (facts["state"], verbs) == (state, line.split())
    handler = {"handling_point_id": county.zhongshan.pk} if record.handler else {}
    concern = Concern(
        number="2605000001",
        secret_digest="x",
        nonce_digest="x",
        lead=county.fuyun,
        routing_reason="接待",
        **facts,
        **handler,
    )
    concern.full_clean()
    assert (concern.text, concern.voter_name, concern.voter_phone) == ("楼道灯不亮", "王小明", "13800001234")
    assert concern.reply == (record.result or record.answer if state not in ("received", "assigned") else "")
    assert concern.rating == record.rating
    if record.told_on:
        assert (concern.told_on, concern.told_way) == (TOLD, "phone")


def test_a_handler_in_words_is_found_or_made(county):
    known = HandlingUnitFactory(area=county.root, name="县住建局")
    handlers = migration._Handlers(apps)
    lead = Area.objects.get(pk=county.fuyun.pk)
    assert handlers.facts("浮云街道中山社区", lead) == {"handling_point_id": county.zhongshan.pk}
    assert handlers.facts("县住建局", lead) == {"handling_unit_id": known.pk}
    made = handlers.facts("中山物业", lead)
    assert handlers.facts("中山物业", lead) == made
    assert made["handling_unit_id"] != known.pk


def test_the_steps_say_who_did_what_and_when(county):
    record = old("told")
    record.pk = 7
    at = moment(date(2026, 5, 9), 10)
    concern = Concern(reply="已更换楼道灯")
    done = {("7", "assign"): (at, "浮云干事"), ("7", "reply"): (at, "浮云干事")}
    step = SimpleNamespace
    steps = migration._steps(
        step, concern, record, ["hand_in", "accept", "assign", "reply", "tell", "rate", "close"], done
    )
    assert [one.to_state for one in steps] == ["received", "accepted", "assigned", "replied", "told", "rated", "closed"]
    assert [one.at for one in steps] == sorted(one.at for one in steps)
    assert (steps[2].by, steps[2].at, steps[2].note) == ("浮云干事", at, "中山社区")
    assert steps[4].at.date() == TOLD
