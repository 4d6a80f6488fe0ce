"""The address of the person's machine, with and without proxies."""

import pytest

from yunhe.audit.client import client_ip


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "expected"),
    [
        ([], "10.0.0.8", "", "10.0.0.8"),
        ([], "10.0.0.8", "1.2.3.4", "10.0.0.8"),
        (["10.0.0.1"], "10.0.0.8", "1.2.3.4", "10.0.0.8"),
        (["10.0.0.1"], "10.0.0.1", "1.2.3.4", "1.2.3.4"),
        (["10.0.0.0/24"], "10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (["10.0.0.1"], "10.0.0.1", "", "10.0.0.1"),
        (["10.0.0.1"], "10.0.0.1", "not an address", "10.0.0.1"),
        (["10.0.0.1"], "10.0.0.1", "203.0.113.7:51234", "203.0.113.7"),
        (["10.0.0.1"], "10.0.0.1", "[2001:db8::1]:443", "2001:db8::1"),
        (["10.0.0.1"], "10.0.0.1", "[2001:db8::1]", "2001:db8::1"),
        (["10.0.0.1"], "10.0.0.1", "2001:db8::1", "2001:db8::1"),
        (["10.0.0.1"], "10.0.0.1", '"6.6.6.6:1", 1.2.3.4:80, 10.0.0.1:9', "1.2.3.4"),
        (["10.0.0.1"], "10.0.0.1", "1.2.3.4:80:90", "10.0.0.1"),
        ([], "::ffff:10.0.0.8", "", "10.0.0.8"),
        ([], "", "1.2.3.4", None),
    ],
)
def test_client_ip(rf, settings, proxies, remote, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_ip(rf.get("/", REMOTE_ADDR=remote, headers=headers)) == expected
