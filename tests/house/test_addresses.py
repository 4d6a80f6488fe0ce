"""Every address that a template or the menu names exists."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests.factories.deputies import DeputyFactory, MandateFactory
from yunhe.accounts.enums import Role
from yunhe.accounts.menus import entries
from yunhe.accounts.scope import scope_of
from yunhe.shell import navigation

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def url_names():
    names = set()

    def walk(resolver, prefix):
        names.update(prefix + name for name in resolver.reverse_dict if isinstance(name, str))
        for namespace, (_, inner) in resolver.namespace_dict.items():
            walk(inner, f"{prefix}{namespace}:")

    walk(get_resolver(), "")
    return names


def test_every_address_in_a_template_exists():
    known, unknown = url_names(), {}
    for path in TEMPLATES:
        text = path.read_text()
        asked = set(re.findall(r"{%\s*url\s+[\"']([\w:-]+)[\"']", text))
        for tag in re.findall(r"{%\s*(?:link_button|breadcrumb|empty)\s[^%]*%}", text):
            asked |= set(re.findall(r"[\"']([a-z_-]+:[a-z-]+)[\"']", tag))
        if asked - known:
            unknown[str(path.relative_to(ROOT))] = asked - known
    assert unknown == {}


def test_every_entry_of_the_menu_leads_to_a_page():
    assert {entry.url_name for entry in entries} <= url_names()


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_the_menu_shows_nobody_a_page_that_is_closed_to_them(county, appoint, sign_in, role):
    area = (
        county.zhongshan if role == Role.POINT_KEEPER else county.chishi if role == Role.OFFICE_STAFF else county.root
    )
    user = appoint(role, area)
    if role == Role.DEPUTY:
        MandateFactory(deputy=DeputyFactory(origin=county.chishi, residence=county.zhongshan, user=user))
    client = sign_in(user)
    links = [link for section in navigation.sidebar(scope_of(user), "/") for link in section.links]
    assert links
    for link in [*links, *navigation.tabs(scope_of(user), "/")]:
        assert client.get(link.url).status_code == 200, link.label
