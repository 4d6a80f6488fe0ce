"""The pages of accounts and the trail before the accessibility rules, on PC and phone."""

import pytest

from tests.browser.conftest import PC, PHONE, assert_accessible
from yunhe.accounts.enums import Role

pytestmark = pytest.mark.proof

PAGES = {
    Role.SYSTEM_ADMIN: (
        "/accounts/users/",
        "/accounts/users/new/",
        "/accounts/users/{clerk}/",
        "/accounts/users/{clerk}/appoint/",
        "/accounts/me/",
        "/accounts/password/",
        "/system/errands/",
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
    page = person(appoint(role, county.root), **size)
    for address in PAGES[role]:
        page.goto(address.format(clerk=clerk.pk, area=county.zhongshan.pk))
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} is too wide"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [PC, PHONE], ids=["pc", "phone"])
def test_doors_break_no_accessibility_rule(person, size):
    page = person(**size)
    for address in ("/accounts/sign-in/", "/accounts/sign-in/?idle=1", "/accounts/privacy/"):
        page.goto(address)
        assert_accessible(page)
