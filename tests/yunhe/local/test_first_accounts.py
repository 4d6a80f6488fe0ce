"""A system started without people gets its administrators from one command."""

import re

import pytest
from django.core.management import CommandError, call_command

from yunhe.accounts.enums import ADMIN_ROLES
from yunhe.accounts.models import Appointment, User
from yunhe.audit.models import AuditEvent


def test_it_opens_one_account_for_each_administrator_once(county, capsys):
    call_command("create_administrators")
    said = capsys.readouterr().out
    passwords = re.findall(r"初始密码 (\S+?)（", said)
    assert len(set(passwords)) == 3
    assert {row.role for row in Appointment.objects.filter(area=county.root)} == set(ADMIN_ROLES)
    for user, password in zip(User.objects.order_by("pk"), passwords, strict=True):
        assert user.check_password(password)
        assert user.must_change_password
    assert AuditEvent.objects.filter(verb="accounts.create").count() == 3
    call_command("create_administrators")
    assert User.objects.count() == 3


def test_without_areas_it_says_what_to_do(db):
    with pytest.raises(CommandError, match="load_areas"):
        call_command("create_administrators")


def test_a_taken_sign_in_name_changes_nothing(county):
    User.objects.create(username="shenji", name="别人")
    with pytest.raises(CommandError, match="shenji"):
        call_command("create_administrators")
    assert User.objects.count() == 1
