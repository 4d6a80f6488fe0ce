"""What lies encrypted in the database opens only where it belongs, and is found when it was exchanged."""

import base64
import os

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from deputies.people.models import Deputy
from tests.factories.deputies import DeputyFactory
from yunhe.health.kept_secrets import check_secrets
from yunhe.privacy import UnreadableSecretError, cipher, decrypt, encrypt

HERE = "deputies_deputy.phone"


def set_raw(deputy, **columns):
    """Write ciphertexts past the program."""
    with connection.cursor() as cursor:
        for column, value in columns.items():
            cursor.execute(f"UPDATE deputies_deputy SET {column} = %s WHERE id = %s", [value, deputy.pk])  # noqa: S608 names of our own


def raw(deputy, column="phone"):
    """Return a stored ciphertext."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM deputies_deputy WHERE id = %s", [deputy.pk])  # noqa: S608 as above
        return cursor.fetchone()[0]


def old_format(text):
    """Return `text` as versions before encrypted it: bound to no place."""

    nonce = os.urandom(12)
    sealed = nonce + cipher._cipher(settings.PRIVACY_KEYS[0]).encrypt(nonce, text.encode(), None)
    return "v1:" + base64.b64encode(sealed).decode()


@pytest.fixture
def deputy(county):
    """One deputy with a phone."""
    return DeputyFactory(origin=county.chishi, phone="16905780001", address="中山社区1幢")


def test_a_value_moved_to_another_column_does_not_open(deputy):
    set_raw(deputy, phone=raw(deputy, "address"))
    with pytest.raises(UnreadableSecretError):
        Deputy.objects.get(pk=deputy.pk)


def test_a_value_does_not_open_for_another_place():
    stored = encrypt("16905780001", place=HERE)
    assert decrypt(stored, place=HERE) == "16905780001"
    with pytest.raises(UnreadableSecretError):
        decrypt(stored, place="liaison_household.phone")


def test_phones_of_two_deputies_exchanged_by_sql_are_found(county, deputy):
    other = DeputyFactory(origin=county.chishi, phone="16905780002")
    assert check_secrets().problems == []
    mine, theirs = raw(deputy), raw(other)
    set_raw(deputy, phone=theirs)
    set_raw(other, phone=mine)
    found = check_secrets().problems
    assert [sentence.split("的")[0] for sentence in found] == [f"代表 {deputy.pk} ", f"代表 {other.pk} "]
    assert all("指纹不符" in sentence and "1690" not in sentence for sentence in found)
    with pytest.raises(CommandError, match="指纹不符"):
        call_command("renew_secrets")


def test_values_of_the_old_format_open_and_are_renewed(deputy, capsys):
    set_raw(deputy, phone=old_format("16905780001"))
    assert Deputy.objects.get(pk=deputy.pk).phone == "16905780001"
    call_command("renew_secrets", "--check")
    assert "其中 1 个还是旧密钥或旧格式" in capsys.readouterr().out
    assert raw(deputy).startswith("v1:")
    call_command("renew_secrets")
    assert "重新加密 1 个" in capsys.readouterr().out
    assert raw(deputy).startswith("v2:")
    assert Deputy.objects.get(pk=deputy.pk).phone == "16905780001"


def test_renewing_encrypts_with_the_newest_key(deputy, settings):
    settings.PRIVACY_KEYS = ["a-new-key-0123456789", *settings.PRIVACY_KEYS]
    assert not cipher.is_current(raw(deputy), place=HERE)
    call_command("renew_secrets")
    assert cipher.is_current(raw(deputy), place=HERE)
    assert Deputy.objects.get(pk=deputy.pk).phone == "16905780001"


def test_a_value_that_no_key_opens_is_named(deputy, settings):
    settings.PRIVACY_KEYS = ["another-key-0123456789"]
    assert f"代表 {deputy.pk} 的手机打不开" in " ".join(check_secrets().problems)
