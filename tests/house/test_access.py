"""Every address of the program: private unless listed here, closed to a person without a role, apart between duties.

A new view without a guard fails here, not in the audit.
"""

import uuid

import pytest
from django.db import connection
from django.urls import URLPattern, get_resolver, reverse

from tests.factories.accounts import UserFactory
from yunhe.accounts.enums import ADMIN_ROLES, Role
from yunhe.accounts.sessions import LAST_SEEN
from yunhe.kit.readonly import WRITING

# Open to anyone, each for a reason.
PUBLIC = {
    "accounts:sign-in": "the door",
    "accounts:sign-out": "a session may have ended already",
    "accounts:privacy-notice": "everyone may read it before signing in",
    "healthz": "asked by the load balancer; holds no data",
    "shell:large-type-switch": "voters use the large-type view too",
    "code-entry": "where the token of a code is typed by hand",
    "code-landing": "what a printed code shows to everyone",
    "manifest": "a browser fetches it without cookies; says what the scanner is called",
    "service-worker": "a browser fetches it by itself; our own script, the same for everyone",
    "feeds:calendar-private": "phones fetch it without a session; the secret of 190 bits in the address is the key",
    "feeds:calendar-station": "a station's reception days also hang on its wall",
    "codes:screen-show": "the tablet in a station's hall has no account; its secret link shows a code and nothing else",
    "codes:screen-codes": "where that tablet fetches its next codes",
    "concern-send": "voters hand their matters in without an account",
    "concern-echo": "voters say that they have the same trouble",
    "concern-sent": "number and secret for the browser that has just sent",
    "concern-follow": "voters ask with number and secret",
    "concern-followed": "where the matter stands, for a browser that has given number and secret",
    "concern-rate": "the voter rates the answer",
    "concern-more": "the voter adds what was asked for",
    "concern-own-photo": "the voter's own photos",
    "concern-answered-list": "answers that voters agreed to publish",
    "concern-notice": "what happens with a voter's name and phone",
    "concern-unit-answer": "a unit without an account answers by a signed link",
    "concern-unit-photo": "photos of the matter behind that link",
}
# Open to a signed-in person without any appointment.
WITHOUT_APPOINTMENT = {"accounts:password-change"}
# Open to the three administrators beside their own pages.
OWN_TO_ALL = ("accounts:", "trail:", "notices:", "jobs:", "web:", "shell:")
VALUES = {"IntConverter": 1, "UUIDConverter": uuid.UUID(int=1)}  # any other: "x"


def addresses():
    """Return (URL name, address, view) of every pattern, arguments filled in."""

    def walk(patterns, namespace):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                name = f"{namespace}{pattern.name}"
                converters = pattern.pattern.converters
                arguments = dict.fromkeys(pattern.pattern.regex.groupindex, "1")  # fits words and digits alike
                arguments |= {key: _example(value) for key, value in converters.items()}
                yield name, reverse(name, kwargs=arguments), pattern.callback
            else:
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner)

    return sorted(walk(get_resolver().url_patterns, ""), key=lambda found: found[0])


def _example(converter):
    """Return a value that the converter takes; of county|township the first."""
    if "|" in converter.regex and "[" not in converter.regex:
        return converter.regex.split("|")[0]
    return VALUES.get(type(converter).__name__, "x")


def methods_of(view):
    """Return the methods that the decorators of `view` allow, None when they do not say."""
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            words = cell.cell_contents
            if isinstance(words, list) and words and all(isinstance(word, str) and word.isupper() for word in words):
                return set(words)
        view = getattr(view, "__wrapped__", None)
    return None


ADDRESSES = addresses()


def test_every_address_has_a_name_of_its_own():
    names = [name for name, _, _ in ADDRESSES]
    assert not [name for name in names if name.endswith("None")]
    assert len(names) == len(set(names))


def test_the_public_list_holds_nothing_that_is_gone():
    assert set(PUBLIC) <= {name for name, _, _ in ADDRESSES}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_led_to_sign_in_everywhere(client, db, method):
    open_to_all = set()
    for name, url, _ in ADDRESSES:
        response = getattr(client, method)(url)
        led_away = response.status_code == 302 and response["Location"].startswith("/accounts/sign-in/?next=")
        if not led_away:
            open_to_all.add(name)
    assert open_to_all <= set(PUBLIC)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_person_without_any_role_is_refused_everywhere(sign_in, db, method):
    client = sign_in(UserFactory())
    answers = {}
    for name, url, _ in ADDRESSES:
        if name not in PUBLIC:
            answers[name] = getattr(client, method)(url).status_code
    opened = {name for name, status in answers.items() if status not in {403, 404, 405}}
    assert opened <= WITHOUT_APPOINTMENT


@pytest.mark.parametrize("role", ADMIN_ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_administrators_open_no_page_of_the_business(county, appoint, sign_in, role, method):
    client = sign_in(appoint(role, county.root))
    opened = {}
    for name, url, _ in ADDRESSES:
        if name in PUBLIC or name.startswith(OWN_TO_ALL) or name in {"home", "status"}:
            continue
        response = getattr(client, method)(url)
        to_public_page = response.status_code == 302 and response["Location"].startswith("/c/")
        is_own = role == Role.SYSTEM_ADMIN and name.startswith("spellings:")
        if response.status_code not in {403, 404, 405} and not to_public_page and not is_own:
            opened[name] = response.status_code
    assert not opened


@pytest.mark.parametrize("role", [role for role in Role if role not in ADMIN_ROLES])
def test_business_roles_open_no_page_of_the_administrators(county, appoint, sign_in, role):
    client = sign_in(appoint(role, county.root))
    guarded = [
        (name, url)
        for name, url, _ in ADDRESSES
        if name.startswith(("trail:", "spellings:", "accounts:user", "accounts:lock", "accounts:appointment"))
    ]
    assert len(guarded) > 10
    for name, url in guarded:
        assert client.get(url).status_code in {403, 405}, name
        assert client.post(url).status_code in {403, 405}, name


def test_a_verb_that_wants_post_refuses_get_and_changes_nothing(county, appoint, sign_in):
    """For every role: a link, an image or a prefetch must never act."""
    verbs = [(name, url) for name, url, view in ADDRESSES if methods_of(view) == {"POST"}]
    assert len(verbs) > 10
    for role in Role:
        client = sign_in(appoint(role, county.root))
        for name, url in verbs:
            assert client.get(url).status_code in {403, 404, 405}, (role, name)


def test_no_get_writes_anything_but_the_trail_and_the_session(county, appoint, sign_in):
    """GET of every address as every role, with an eye on the statements."""
    written, now = set(), {}

    def watch(execute, sql, params, many, context):
        match = WRITING.match(str(sql).lstrip())
        if match and match.group(2) not in {"django_session", "audit_auditevent"}:
            written.add((now["at"], match.group(0)))
        return execute(sql, params, many, context)

    for role in Role:
        client = sign_in(appoint(role, county.root))
        with connection.execute_wrapper(watch):
            for name, url, _ in ADDRESSES:
                now["at"] = name
                client.get(url)
    assert not written


def test_a_session_is_dated_from_its_first_request(county, staff, client):
    """The timeout counts for every session, however it was opened."""
    client.force_login(staff(county.fuyun), backend="django.contrib.auth.backends.ModelBackend")
    client.get("/notices/")
    assert client.session[LAST_SEEN]
