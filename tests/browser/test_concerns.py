"""A voter's concern in real browsers: an elder's story to a redo and a good rating, without script, by keyboard, in large type."""

import re

import pytest
from django.core.cache import cache

from liaison.concerns.models import Concern
from tests.browser.conftest import PC, PHONE, assert_accessible
from tests.factories.concerns import ConcernFactory
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import CodeFactory, make_tree
from yunhe.accounts.enums import Role

TEXT = "三号楼的楼道灯坏了半个月，老人晚上上楼看不见，请修一修"


@pytest.fixture
def tree(transactional_db, county):
    cache.clear()
    return make_tree(county)


def follow(page, number, secret):
    page.goto("/m/")
    page.fill("[name=number]", number)
    page.fill("[name=secret]", secret)
    page.click("main form.landing-section button")
    page.wait_for_url("**/m/*/")


def test_an_elders_matter_goes_through_every_state_to_a_redo_and_a_good_rating(person, tree, county, appoint, staff):
    """Four people: the deputy on the phone, the office, the community's keeper, and the elder without an account."""
    user = appoint(Role.DEPUTY, county.chishi, name="钟新苗")
    MandateFactory(deputy=DeputyFactory(name="钟新苗", origin=county.chishi, residence=county.zhongshan, user=user))
    deputy, office = person(user, **PHONE), person(staff(county.fuyun), **PC)
    keeper = person(appoint(Role.POINT_KEEPER, county.zhongshan), **PHONE)
    elder = person(java_script_enabled=False, **PHONE)

    deputy.goto("/concerns/new/")
    deputy.fill("[name=text]", TEXT)
    deputy.select_option("[name=category]", "housing")
    deputy.select_option("[name=place]", str(county.zhongshan.pk))
    deputy.select_option("[name=origin]", str(county.chishi.pk))
    deputy.click("main form button[type=submit]")
    deputy.wait_for_url("**/entered/")
    number, secret = (one.inner_text() for one in deputy.locator(".concern-slip dd").all())
    concern = Concern.objects.get()
    assert concern.origin == county.chishi

    def move(page, verb, **fields):
        page.goto(concern.get_absolute_url())
        page.click(f'a[href$="/move/{verb}/"]')
        for name, value in fields.items():
            box = page.locator(f"[name={name}]")
            box.select_option(value) if box.evaluate("box => box.tagName") == "SELECT" else box.fill(value)
        page.click("main form.panel button.button-primary")
        page.wait_for_url(f"**{concern.get_absolute_url()}")
        concern.refresh_from_db()
        return concern.state

    follow(elder, number, secret)
    assert "已收到，等待受理" in elder.inner_text("main")
    assert move(office, "accept", title="三号楼楼道灯") == "accepted"
    assert move(office, "assign", handler=f"point-{county.zhongshan.pk}") == "assigned"
    assert move(keeper, "pause", question="是几单元？") == "paused"
    elder.reload()
    elder.fill("[name=text]", "二单元")
    elder.click("text=提交补充")
    concern.refresh_from_db()
    assert concern.state == "assigned"
    assert move(keeper, "reply", reply="已报修，下周来人", result="B") == "replied"
    assert move(office, "tell") == "told"
    elder.reload()
    assert "已报修，下周来人" in elder.inner_text("main")
    elder.check("text=不满意")
    elder.fill("[name=reason]", "到现在也没有人来")
    elder.click("text=提交评价")
    concern.refresh_from_db()
    assert (concern.state, concern.redo_count) == ("assigned", 1)
    assert move(keeper, "reply", reply="灯已换好，请看看", result="A") == "replied"
    assert move(office, "tell") == "told"
    elder.reload()
    elder.locator("input[value=satisfied]").check()
    elder.click("text=提交评价")
    concern.refresh_from_db()
    assert (concern.state, concern.rating) == ("rated", "satisfied")
    assert move(office, "close") == "closed"
    verbs = list(concern.steps.values_list("verb", flat=True))
    assert verbs == [
        "hand_in", "accept", "assign", "pause", "resume", "reply", "tell", "rate", "redo", "reply", "tell", "rate", "close",
    ]  # fmt: skip
    office.goto(concern.get_absolute_url())
    assert_accessible(office)


def test_a_voter_hands_in_on_a_narrow_phone_without_script_in_large_type(person, tree):
    code = CodeFactory(station=tree.zhongshan)
    ConcernFactory(place=tree.zhongshan.location_area, text=TEXT, title="三号楼楼道灯")
    page = person(java_script_enabled=False, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    page.goto(code.get_absolute_url())
    page.click("text=长辈版")
    page.goto(code.get_absolute_url())
    page.click("text=我要反映")
    page.fill("[name=text]", TEXT)
    page.select_option("[name=category]", "housing")
    page.click("text=下一步")
    assert "也许已经有人反映过" in page.inner_text("main")
    button = page.locator("button[value=send]")
    assert button.bounding_box()["height"] >= 60
    button.click()
    page.wait_for_url("**/sent/")
    assert re.fullmatch(r"\w{4}-\w{4}", page.locator(".concern-slip dd").nth(1).inner_text())
    assert Concern.objects.count() == 2


def test_the_form_is_filled_in_by_keyboard_alone(person, tree):
    code = CodeFactory(station=tree.zhongshan)
    page = person(**PHONE)
    page.goto(f"{code.get_absolute_url()}/concern/")

    def tab_to(selector):
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} is out of reach")

    tab_to("[name=text]")
    page.keyboard.insert_text(TEXT)
    tab_to("[name=category]")
    page.keyboard.press("ArrowDown")
    tab_to("button.landing-button")
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=voter_name]")
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.name || ''"))
    assert "leave_empty" not in reached, "the trap is not for people"
    page.focus("[name=voter_phone]")
    tab_to("button[value=send]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent/")
    assert Concern.objects.count() == 1


def test_the_public_pages_are_accessible_and_fit_a_phone(person, tree):
    code, page = CodeFactory(station=tree.zhongshan), person(**PHONE)
    known = ConcernFactory(place=tree.zhongshan.location_area, text=TEXT, title="三号楼楼道灯")

    def look():
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url
        assert_accessible(page)

    for address in (f"{code.get_absolute_url()}/concern/", "/m/", "/m/answered/", "/m/notice/"):
        page.goto(address)
        look()
    page.goto(f"{code.get_absolute_url()}/concern/")
    page.fill("[name=text]", TEXT)
    page.select_option("[name=category]", "housing")
    page.click("text=下一步")
    page.locator("button[value=send]").wait_for()
    look()
    page.click("button[value=send]")
    page.wait_for_url("**/sent/")
    look()
    page.click("text=查看进度")
    page.wait_for_load_state()
    look()
    assert known.text == TEXT
