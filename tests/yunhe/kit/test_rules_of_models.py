"""Conditions that many models have: in order, both or neither, only in one state; what an edit says of encrypted fields."""

from datetime import date

import pytest
from django.db import models
from django.db.models import F, Q
from django.test.utils import isolate_apps

from yunhe.kit.changes import changes_of
from yunhe.kit.models import in_order, only_when, together
from yunhe.kit.states import State, Tone
from yunhe.privacy import EncryptedTextField, mask_phone, masked


class DoorState(State):
    """Three states of a door."""

    OPEN = "open", "开着", Tone.WARNING
    SHUT = "shut", "关着", Tone.MUTED
    GONE = "gone", "拆了", Tone.DANGER


DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("condition", "facts", "holds"),
    [
        (in_order("begins_on", "ends_on"), {"begins_on": DAY, "ends_on": date(2026, 3, 6)}, True),
        (in_order("begins_on", "ends_on"), {"begins_on": DAY, "ends_on": DAY}, False),
        (in_order("begins_on", "ends_on"), {"begins_on": DAY, "ends_on": None}, True),
        (in_order("begins_on", "ends_on", may_be_same=True), {"begins_on": DAY, "ends_on": DAY}, True),
        (in_order("begins_on", "ends_on", may_be_same=True), {"begins_on": DAY, "ends_on": date(2026, 3, 4)}, False),
        (together("ended_on", "reason"), {"ended_on": None, "reason": ""}, True),
        (together("ended_on", "reason"), {"ended_on": DAY, "reason": "辞职"}, True),
        (together("ended_on", "reason"), {"ended_on": DAY, "reason": ""}, False),
        (together("ended_on", "reason"), {"ended_on": None, "reason": "辞职"}, False),
        (only_when("closed", "on", "why"), {"state": "closed", "on": DAY, "why": "办结"}, True),
        (only_when("closed", "on", "why"), {"state": "closed", "on": None, "why": "办结"}, False),
        (only_when("closed", "on", "why"), {"state": "closed", "on": DAY, "why": ""}, False),
        (only_when("closed", "on", "why"), {"state": "open", "on": None, "why": ""}, True),
        (only_when("closed", "on", "why"), {"state": "open", "on": DAY, "why": ""}, False),
        (only_when("closed", "on", "why"), {"state": "open", "on": None, "why": "办结"}, False),
        (only_when("closed", "", "why"), {"state": "open", "why": "办结"}, False),
        (only_when("closed", "", "why"), {"state": "closed", "why": "办结"}, True),
    ],
)
@pytest.mark.django_db
def test_a_rule_holds_or_does_not(condition, facts, holds):
    typed = {name: models.Value(value, _field_of(name)) for name, value in facts.items()}
    assert condition.check({**typed}) is holds


def _field_of(name):
    return models.DateField() if name.endswith("on") and name != "reason" else models.CharField()


def test_without_a_missing_end_only_the_order_is_asked_for():
    assert in_order("opens", "closes", may_be_open=False) == Q(closes__gt=F("opens"))


def test_the_states_but_some_keep_their_order():
    assert DoorState.without(DoorState.SHUT) == (DoorState.OPEN, DoorState.GONE)


@isolate_apps("yunhe.web")
def test_an_edit_says_a_masked_field_masked_and_yes_or_no_in_words():
    class Person(models.Model):  # noqa: DJ008 never shown
        """Somebody with a phone and a secret."""

        phone = EncryptedTextField("手机", mask=mask_phone, blank=True)
        secret = EncryptedTextField("记事", blank=True)
        lives_here = models.BooleanField("住在本地", null=True)
        masked_phone = masked("phone")

        class Meta:
            app_label = "web"

    person = Person(phone="13800005678", secret="说了一句话", lives_here=True)
    assert person.masked_phone == "138****5678"
    assert changes_of(person, {"phone": "", "secret": "", "lives_here": None}) == {
        "手机": ["", "138****5678"],
        "记事": ["", "＊＊＊"],
        "住在本地": ["", "是"],
    }
