"""What production sends: HTTPS only, guarded cookies, no foreign source; read from a process started as production is."""

import json
import os
import subprocess
import sys

import pytest

SCRIPT = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
plain, sealed = Client(), Client(headers={"X-Forwarded-Proto": "https"})
page = sealed.get("/accounts/privacy/", secure=True)
print(json.dumps({
    "plain": [plain.get("/accounts/sign-in/").status_code, plain.get("/accounts/sign-in/").headers.get("Location", "")],
    "headers": dict(page.headers),
    "session": [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE],
    "names": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
    "csrf": [settings.CSRF_COOKIE_SECURE, settings.CSRF_COOKIE_HTTPONLY, settings.CSRF_COOKIE_SAMESITE],
    "debug": settings.DEBUG,
}))
"""


@pytest.fixture(scope="module")
def production():
    environment = {
        **os.environ,
        "HTTPS": "true",
        "DEBUG": "0",
        "SECRET_KEY": "".join(chr(40 + n) for n in range(60)),
        "ALLOWED_HOSTS": "testserver",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",  # these pages ask no database
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "DJANGO_SETTINGS_MODULE": "yunhe.settings",
    }
    environment.pop("SECRET_KEY_FILE", None)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_plain_http_leads_to_https(production):
    assert production["plain"] == [301, "https://testserver/accounts/sign-in/"]
    assert production["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert production["debug"] is False


def test_cookies_are_sent_over_https_only_and_out_of_reach_of_scripts(production):
    assert production["session"] == [True, True, "Lax"]
    assert production["csrf"] == [True, True, "Lax"]
    assert production["names"] == ["__Host-sessionid", "__Host-csrftoken"]  # browsers hold these to this host


def test_no_page_may_load_from_or_be_framed_by_another_site(production):
    policy = production["headers"]["Content-Security-Policy"]
    for part in (
        "default-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert production["headers"]["X-Frame-Options"] == "DENY"
    assert production["headers"]["X-Content-Type-Options"] == "nosniff"
    assert production["headers"]["Referrer-Policy"] == "same-origin"
