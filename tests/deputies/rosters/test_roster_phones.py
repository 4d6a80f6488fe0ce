"""Phones and identity numbers in every dress, and the damaged ones that are never guessed."""

import pytest

from deputies.rosters.phones import id_check_digit, parse_id_number, parse_phone


def noted(parsed) -> list[str]:
    return [note.code for note in parsed.notes]


PHONE = "16905780001"


@pytest.mark.parametrize(
    ("raw", "phone", "short"),
    [
        (PHONE, PHONE, ""),
        (16905780001, PHONE, ""),
        (16905780001.0, PHONE, ""),
        ("16905780001.0", PHONE, ""),
        ("169 0578 0001", PHONE, ""),
        ("169-0578-0001", PHONE, ""),
        ("+86 16905780001", PHONE, ""),
        ("+86-169-0578-0001", PHONE, ""),
        ("8616905780001", PHONE, ""),
        ("0086 16905780001", PHONE, ""),
        ("１６９０５７８０００１", PHONE, ""),
        ("'16905780001", PHONE, ""),
        ("\t16905780001\t", PHONE, ""),
        ("\xa016905780001", PHONE, ""),
        ("16905780001\u200b", PHONE, ""),
        ('="16905780001"', PHONE, ""),
        ("16905780001/680001", PHONE, "680001"),
        ("16905780001（680001）", PHONE, "680001"),
        ("16905780001、680001", PHONE, "680001"),
        ("16905780001 680001", PHONE, "680001"),
        ("16905780001\n680001", PHONE, "680001"),
        ("手机：16905780001", PHONE, ""),
        ("手机:16905780001 短号:680001", PHONE, "680001"),
        ("16905780001 / 0578-5120000", PHONE, ""),
        ("680001", "", "680001"),
        ("无", "", ""),
        (None, "", ""),
    ],
)
def test_phones_in_every_dress(raw, phone, short):
    parsed = parse_phone(raw)
    assert (parsed.phone, parsed.short) == (phone, short)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1.69E+10", "phone_lost_digits"),
        ("1.69058E+10", "phone_lost_digits"),
        ("1.69e10", "phone_lost_digits"),
        (16905800000, "phone_lost_digits"),
        ("169****0001", "phone_masked"),
        ("1690578001", "phone_wrong_length"),
        ("169057800012", "phone_wrong_length"),
        ("0578-5120000", "phone_landline"),
        ("5120000", "phone_landline"),
        ("abc", "phone_invalid"),
        (1.5, "phone_invalid"),
    ],
)
def test_damaged_phones_are_never_guessed(raw, code):
    parsed = parse_phone(raw)
    assert parsed.phone == ""
    assert noted(parsed) == [code]
    assert parsed.notes[0].level == "warning"


def test_two_mobiles_in_one_cell_take_the_first_and_say_so():
    parsed = parse_phone("16905780001/16905780002")
    assert (parsed.phone, noted(parsed)) == (PHONE, ["phone_several"])


def test_identity_numbers_are_checked_and_never_repaired():
    assert id_check_digit("11010519491231002") == "X"
    assert parse_id_number("11010519491231002x ").number == "11010519491231002X"
    for raw, code in (
        (3.3119919761105e17, "id_numeric"),
        (331199197611050000, "id_numeric"),
        ("3.31199E+17", "id_numeric"),
        ("110105194912310021", "id_check_digit"),
        ("110105491231002", "id_old"),
        ("1101051949", "id_invalid"),
    ):
        assert parse_id_number(raw).number == ""
        assert noted(parse_id_number(raw)) == [code]
