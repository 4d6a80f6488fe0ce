"""Controls and cells drawn without templates say the same as Django's own."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from django import forms
from django.test import SimpleTestCase

from yunhe.web.forms.controls import control
from yunhe.web.lists.columns import Column, follow, plain
from yunhe.web.lists.exports import defused


class Form(forms.Form):
    """Every kind of select, and a text field."""

    level = forms.ChoiceField(label="层级", choices=[("", "全部"), ("a", "县"), ("b", "<乡>")], help_text="选一个")
    many = forms.MultipleChoiceField(label="多选", choices=[("街道", [("1", "浮云"), ("2", "元和")]), ("3", "其他")])
    known = forms.NullBooleanField(label="户籍")
    name = forms.CharField(label="姓名", max_length=5)


def test_a_select_is_what_django_would_draw():
    for data in (None, {}, {"level": "b", "many": ["1", "3"], "known": "true", "name": "x"}):
        form = Form(data)
        for bound in form:
            SimpleTestCase().assertHTMLEqual(control(bound), str(bound))


def test_nothing_chosen_asks_to_choose():
    field = forms.ChoiceField(choices=[("", "---------"), ("a", "县")])
    bound = type("One", (forms.Form,), {"one": field})()["one"]
    assert ">请选择</option>" in control(bound)


def test_an_attribute_path_stops_at_nothing():
    row = SimpleNamespace(origin=SimpleNamespace(name="赤石乡", full=lambda: "云和县赤石乡"), residence=None)
    assert follow(row, "origin.name") == "赤石乡"
    assert follow(row, "origin.full") == "云和县赤石乡"
    assert follow(row, "residence.name") is None


def test_values_are_plain_for_the_screen_and_the_file_alike():
    assert plain(True) == "是"
    assert plain(date(2026, 11, 3)) == "2026-11-03"
    assert plain(datetime(2026, 11, 3, 16, 30, tzinfo=UTC)) == "2026-11-04 00:30"
    assert plain(7) == 7
    assert plain(None) is None


def test_a_cell_never_lets_markup_through():
    assert Column("name", "姓名", "name").show(SimpleNamespace(name="<b>")) == "&lt;b&gt;"


def test_a_formula_is_text_and_control_characters_go():
    assert defused("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert defused("+86") == "'+86"
    assert [defused(f"{sign}1")[0] for sign in "＝＋－＠"] == ["'"] * 4  # noqa: RUF001 some spreadsheets read the wide ones
    assert defused("张\x0b三") == "张三"
    assert defused(-5) == -5
