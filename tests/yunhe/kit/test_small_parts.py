"""Refusals, states, registries, words, months, files and ladders of the kit."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.http import Http404, QueryDict
from django.test.utils import isolate_apps

from yunhe.areas.models import Area
from yunhe.kit import files, months, words
from yunhe.kit.asked import number, numbers
from yunhe.kit.changes import made, rewritten
from yunhe.kit.models import maybe
from yunhe.kit.refusals import Denied, IllegalMove, Refused, is_allowed, reason_against, required, sentence_of
from yunhe.kit.registry import Registry
from yunhe.kit.reminders import Ladder, Rung
from yunhe.kit.states import State, Tone, tone_of
from yunhe.web.forms.fields import LineField, PickField, form_of
from yunhe.web.templatetags.ui import state_badge


def test_a_refusal_reads_as_its_sentences():
    assert str(Refused(["请填写地点。", "请填写时间。"])) == "请填写地点。；请填写时间。"
    assert sentence_of(ValidationError({"place": "请填写地点。"})) == "请填写地点。"
    assert issubclass(IllegalMove, Denied)


def test_required_text_is_stripped_or_refused_at_its_field():
    assert required("  联席会议 ", "请填写议题。") == "联席会议"
    with pytest.raises(Refused) as refused:
        required(" \n", "请填写议题。", field="title")
    assert refused.value.message_dict == {"title": ["请填写议题。"]}
    with pytest.raises(Refused, match=r"^请填写议题。$"):
        required("", "请填写议题。")


def test_a_policy_has_its_boolean_twin():
    def policy(allowed):
        if not allowed:
            raise Denied("不能。")

    assert (reason_against(policy, False), reason_against(policy, True)) == ("不能。", "")
    assert is_allowed(policy, True)
    assert not is_allowed(policy, False)


def test_a_state_has_value_label_and_tone():
    class DoorState(State):
        """Open or shut."""

        OPEN = "open", "开着", Tone.WARNING
        SHUT = "shut", "关着", Tone.MUTED

    assert DoorState("open") is DoorState.OPEN
    assert DoorState.choices == [("open", "开着"), ("shut", "关着")]
    assert (DoorState.OPEN.value, DoorState.OPEN.label, DoorState.OPEN.tone) == ("open", "开着", "warning")
    assert str(DoorState.OPEN) == "open"


@pytest.mark.parametrize("member", [("open", "开着"), ("open", "开着", "warning"), "open"])
def test_a_state_without_a_tone_cannot_be_written(member):
    with pytest.raises((TypeError, AttributeError)):

        class DoorState(State):
            """Without a tone."""

            OPEN = member


@isolate_apps("yunhe.web")
def test_the_tone_is_found_by_the_choices_of_the_field():
    class GateState(State):
        """A value that another noun uses too, with another tone."""

        OPEN = "open", "敞开", Tone.DANGER

    class Gate(models.Model):  # noqa: DJ008 never shown
        """Something with a state and a plain choice."""

        state = models.CharField(max_length=10, choices=GateState)
        kind = models.CharField(max_length=10, choices=[("open", "开放式")])

        class Meta:
            app_label = "web"

    gate = Gate(state="open", kind="open")
    assert tone_of(gate) == "danger"
    assert tone_of(gate, "kind") == ""
    assert "badge-danger" in state_badge(gate)
    assert "badge-muted" in state_badge(gate, "kind")  # what is no State has no tone


def test_a_registry_keeps_order_and_replaces_what_is_added_again():
    parts = Registry[tuple]("parts")
    parts.add(("c",), order=30, name="c")
    parts.add(("a",), order=10, name="a")
    parts.add(("b",), order=20, name="b")
    parts.add(("c again",), order=5, name="c")
    assert list(parts) == [("c again",), ("a",), ("b",)]
    assert (len(parts), "a" in parts, "d" in parts, parts["b"]) == (3, True, False, ("b",))


def test_a_function_is_registered_under_its_place_in_the_program():
    makers = Registry("makers")
    makers.add(test_a_registry_keeps_order_and_replaces_what_is_added_again)
    makers.add(test_a_registry_keeps_order_and_replaces_what_is_added_again)
    assert len(makers) == 1


def test_days_shares_and_rows_are_said_alike():
    assert words.day(date(2026, 3, 5)) == "3月5日"
    assert words.full_day(date(2026, 12, 31)) == "2026年12月31日"
    assert [words.share(*pair) for pair in ((68, 78), (189, 293), (1, 8), (1, 1600))] == [
        "87.18",
        "64.51",
        "12.50",
        "0.06",
    ]
    assert words.share(1, 32_000) == "0.00"  # 0.003125
    assert words.share(1, 800) == "0.13"  # 0.125: half up, where Python rounds to the even digit
    assert (words.share(0, 5), words.share(1, 0), words.share(1, 0, of_nothing="0.00")) == ("0.00", "—", "0.00")
    assert (words.average(5, 4), words.average(1, 4), words.average(3, 0)) == ("1.3", "0.3", "—")
    assert words.listed(["甲", "乙"]) == "甲、乙"
    assert words.listed(["甲", "乙", "丙"], at_most=2, counter="名") == "甲、乙等3名"
    assert words.listed([], nothing="无") == "无"


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 10, 1), 3, date(2027, 1, 1)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
    ],
)
def test_months_are_calendar_months(start, number, end):
    assert months.add_months(start, number) == end


def test_months_end_where_the_month_is_shorter():
    assert months.add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months.add_months(date(2026, 1, 15), -2) == date(2025, 11, 15)
    assert months.month_end(date(2028, 2, 3)) == date(2028, 2, 29)
    assert months.month_begin(date(2028, 2, 3)) == date(2028, 2, 1)


def test_numbers_are_read_without_trust():
    asked = QueryDict("station=12&word=十二&long=1234567890123&minus=-1&ids=3&ids=4,x, 5&super=²")
    assert number(asked, "station") == 12
    assert [number(asked, name) for name in ("word", "long", "minus", "nothing", "super")] == [None] * 5
    assert numbers(asked, "ids") == [3, 4, 5]


def test_what_is_rewritten_holds_and_says_what_has_changed(county):
    unit = Area.objects.units().first()
    kept = unit.name
    assert rewritten(unit, name="新名", order=unit.order) == {"名称": [kept, "新名"]}
    with pytest.raises(ValidationError):
        rewritten(unit, name="")
    assert Area.objects.get(pk=unit.pk).name == "新名"


def test_nothing_is_made_against_its_own_rules(db):
    with pytest.raises(ValidationError):
        made(Area(name=""))
    assert not Area.objects.exists()


def test_a_form_without_rules_of_its_own_is_written_as_its_fields():
    form = form_of(reason=LineField("原因", 5, missing="请写明原因。"))
    assert form({"reason": ""}).errors["reason"] == ["请写明原因。"]
    assert form({"reason": " 搬走 "}).is_valid()
    assert not form({"reason": "太长太长太长"}).is_valid()


def test_of_an_enum_one_is_picked_and_nothing_beforehand():
    class DoorState(State):
        """Open or shut."""

        OPEN = "open", "开着", Tone.WARNING
        SHUT = "shut", "关着", Tone.MUTED

    form = form_of(state=PickField("状态", DoorState, missing="请选择状态。"), other=PickField("另一项", [("a", "甲")]))
    assert form().fields["state"].choices == [("", "请选择"), ("open", "开着"), ("shut", "关着")]
    assert PickField("状态", [DoorState.SHUT, "别的"], nothing="未填").choices == [
        *[("", "未填"), ("shut", "关着"), ("别的", "别的")]
    ]
    assert form({"state": "", "other": "a"}).errors == {"state": ["请选择状态。"]}
    assert form({"state": "shut", "other": "a"}).is_valid()
    assert not form({"state": "ajar", "other": "a"}).is_valid()


def test_a_private_name_cannot_be_guessed_and_keeps_the_ending():
    keeps, fixed = files.PrivateFolder("documents"), files.PrivateFolder("photos", "jpg")
    assert keeps(None, "通知.PDF") != keeps(None, "通知.PDF")
    assert keeps(None, "通知.PDF").endswith(".pdf")
    assert fixed(None, "x.exe").endswith(".jpg")
    assert keeps == files.PrivateFolder("documents") != fixed
    path, args, kwargs = keeps.deconstruct()
    assert (path, args, kwargs) == ("yunhe.kit.files.PrivateFolder", ("documents",), {})


def test_a_download_has_a_name_and_a_type_that_is_believed():
    answer = files.download(b"x", "名册.xlsx", content_type="text/csv")
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E5%90%8D%E5%86%8C.xlsx"
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "text/csv")
    assert files.download(b"x", "a.ics", inline=True)["Content-Disposition"] == 'inline; filename="a.ics"'


def test_a_file_that_is_gone_is_not_found(settings, tmp_path):
    from django.core.files.storage import default_storage

    class Kept:
        """What a FileField gives."""

        storage = default_storage

        def __init__(self, name):
            self.name = name

        def __bool__(self):
            return bool(self.name)

        def open(self, mode):
            return default_storage.open(self.name, mode)

    name = default_storage.save("kit/one.txt", ContentFile(b"here"))
    assert b"".join(files.download(Kept(name), "one.txt")) == b"here"
    for gone in ("", "kit/none.txt"):
        with pytest.raises(Http404):
            files.download(Kept(gone), "one.txt")


LADDER = Ladder(before=1, every=3, county_after=5)


@pytest.mark.parametrize(
    ("on", "rungs"),
    [
        (date(2026, 3, 3), []),
        (date(2026, 3, 4), [Rung("before", -1)]),
        (date(2026, 3, 5), [Rung("before", 0)]),
        (date(2026, 3, 6), [Rung("late-1", 1)]),
        (date(2026, 3, 10), [Rung("late-1", 3)]),
        (date(2026, 3, 11), [Rung("late-4", 4)]),
        (date(2026, 3, 12), [Rung("late-4", 5)]),
        (date(2026, 3, 13), [Rung("late-4", 6), Rung("county", 6, to_county=True)]),
    ],
)
def test_the_ladder_reminds_before_then_again_and_again_then_the_county(on, rungs):
    assert LADDER.due(date(2026, 3, 5), on) == rungs
    assert [rung.is_late for rung in rungs] == [rung.days_late > 0 for rung in rungs]


def test_a_ladder_may_count_calendar_days_before_and_remind_once_after():
    ladder = Ladder(days_before=30)
    due = date(2026, 10, 31)
    assert ladder.due(due, date(2026, 9, 30)) == []
    assert [rung.slot for rung in ladder.due(due, date(2026, 10, 1))] == ["before"]
    assert [rung.slot for rung in ladder.due(due, date(2026, 12, 31))] == ["late-1"]
    assert Ladder().due(due, due) == []


def test_a_relation_that_may_be_missing_is_so_in_the_database_and_in_a_form():
    field = maybe(Area, "单位", "things", models.SET_NULL)
    assert (field.null, field.blank, field.verbose_name) == (True, True, "单位")
    assert (field.remote_field.related_name, field.remote_field.on_delete) == ("things", models.SET_NULL)
    assert maybe(Area, "单位", "+").remote_field.on_delete is models.PROTECT


def test_a_ladder_may_remind_several_times_before_and_by_calendar_days_after():
    ladder, due = Ladder(days_before=(14, 3), every_days=7), date(2026, 12, 31)
    slots: list[str] = []
    for day in range(40):
        rungs = ladder.due(due, date(2026, 12, 1) + timedelta(days=day))
        slots += [rung.slot for rung in rungs if rung.slot not in slots]
    assert slots == ["before-14", "before-3", "late-7"]
    assert ladder.due(due, date(2026, 12, 16)) == []
    assert ladder.due(due, date(2027, 1, 6)) == []
    assert ladder.due(due, date(2027, 1, 14)) == [Rung("late-14", 14)]
