"""On the server: a forgotten administrator's password, the daily tidying."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.management import CommandError, call_command
from django.utils import timezone

from yunhe.accounts.enums import Role
from yunhe.accounts.tasks import tidy_sign_ins


def test_an_administrators_password_is_reset_on_the_server(county, appoint, capsys):
    user = appoint(Role.AUDITOR, county.root, username="shenji")
    call_command("reset_password", "shenji")
    user.refresh_from_db()
    assert user.check_password(capsys.readouterr().out.split("初始密码：")[1].split("（")[0])
    with pytest.raises(CommandError, match="没有这个账号"):
        call_command("reset_password", "nobody")


@pytest.mark.django_db
def test_tidying_keeps_the_locks_in_force():
    now = timezone.now()
    for name, minutes in (("old", 31), ("locked", 29)):
        attempt = AccessAttempt.objects.create(username=name, ip_address="10.0.0.8", failures_since_start=5)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=now - timedelta(minutes=minutes))
    assert tidy_sign_ins() == 1
    assert AccessAttempt.objects.get().username == "locked"
