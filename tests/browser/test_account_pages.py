"""The pages of accounts and the trail before the accessibility rules, on PC and phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import PC, PHONE
from tests.factories.accounts import PASSWORD
from yunhe.accounts.enums import Role

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}
PAGES = {
    Role.SYSTEM_ADMIN: (
        "/accounts/users/",
        "/accounts/users/new/",
        "/accounts/users/{clerk}/",
        "/accounts/users/{clerk}/appoint/",
        "/accounts/me/",
        "/accounts/password/",
        "/areas/",
        "/areas/{area}/",
    ),
    Role.SECURITY_ADMIN: ("/accounts/locks/", "/accounts/users/{clerk}/", "/accounts/users/{clerk}/disable/"),
    Role.AUDITOR: ("/audit/", "/audit/verify/"),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [PC, PHONE], ids=["pc", "phone"])
@pytest.mark.parametrize("role", PAGES)
def test_pages_break_no_accessibility_rule(person, county, appoint, staff, role, size):
    clerk = staff(county.fuyun, name="王干事")
    page = person(appoint(role, county.root), password=PASSWORD, **size)
    for address in PAGES[role]:
        page.goto(address.format(clerk=clerk.pk, area=county.zhongshan.pk))
        found = Axe().run(page, options=RULES).response["violations"]
        assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} is too wide"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [PC, PHONE], ids=["pc", "phone"])
def test_doors_break_no_accessibility_rule(person, size):
    page = person(**size)
    for address in ("/accounts/sign-in/", "/accounts/sign-in/?idle=1", "/accounts/privacy/"):
        page.goto(address)
        found = Axe().run(page, options=RULES).response["violations"]
        assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found], address
