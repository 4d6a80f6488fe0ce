"""Text typed on any keyboard, copied from any phone, is compared as what it says."""

import pytest
from django import forms

from yunhe.kit.folding import _SIMPLIFIED, _TRADITIONAL, fold, key_of, plain_phone, simplified, variants_of, visible
from yunhe.web.forms.fields import PhoneField

ANY_DRESS = [
    "16905780001",
    "\u202d16905780001\u202c",
    "\u202a+86 169 0578 0001\u202c",
    "169\u00a00578\u00a00001",
    "169\uff0d0578\uff0d0001",
    "169\u20140578\u20140001",
    "169 0578 0001",
    "\uff11\uff16\uff19\uff10\uff15\uff17\uff18\uff10\uff10\uff10\uff11",
    "1\uff16\uff19\uff10\uff15\uff17\uff18\uff10\uff10\uff10\uff11",
    "0086-169-0578-0001",
    "(+86)16905780001",
    "'16905780001",
    "169\u200b05780001",
]


@pytest.mark.parametrize("typed", ANY_DRESS)
def test_a_mobile_number_is_the_same_in_every_dress(typed):
    assert plain_phone(typed) == "16905780001"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0578-5120000转8001", "0578-5120000转8001"),
        ("0578\uff0d5120000", "0578-5120000"),
        ("（0578）5120000", "(0578)5120000"),
        ("662", "662"),
        ("", ""),
    ],
)
def test_other_numbers_keep_their_form(typed, kept):
    assert plain_phone(typed) == kept


def test_a_form_takes_every_dress_and_refuses_words():
    class Form(forms.Form):
        mobile = PhoneField("手机", required=False)
        phone = PhoneField("电话", any_kind=True, required=False)

    for typed in ANY_DRESS:
        form = Form({"mobile": typed, "phone": typed})
        assert form.is_valid(), typed
        assert set(form.cleaned_data.values()) == {"16905780001"}
    assert Form({"phone": "0578-5120000转8001"}).is_valid()
    assert Form({"mobile": "１690578000", "phone": "没有"}).errors == {
        "mobile": ["手机应为11位数字，请核对。"],
        "phone": ["看不懂这个电话，请填手机号或带区号的座机号。"],
    }


def test_nothing_unseen_is_left_and_blanks_go_where_text_is_compared():
    assert visible("叶\U000e0100示\u200b一\x07") == "叶示一"
    assert visible("叶 示一") == "叶 示一"
    assert visible("叶示一\x0b蓝示二\u2028项示三") == "叶示一\n蓝示二\n项示三"
    assert fold("\u202a 叶　示一\u202c\n") == "叶示一"
    assert fold("１２３\uff0d４—５") == "123-4-5"


def test_traditional_and_simplified_are_one_for_comparing():
    assert key_of("鳳凰山街道") == key_of("凤凰山街道")
    assert simplified("雲和縣霧溪畲族鄉") == "云和县雾溪畲族乡"
    assert len(simplified("雲和A")) == 3
    assert variants_of("陈") == "[陈陳]"
    assert variants_of(".") == r"\."


def test_no_character_is_in_both_scripts_of_the_table():
    assert len(_TRADITIONAL) == len(set(_TRADITIONAL)) == len(_SIMPLIFIED)
    assert not set(_TRADITIONAL) & set(_SIMPLIFIED)
