"""One matter through everybody's hands: a voter at a reception, the concern, the suggestion, the unit's reply, the voter's rating.

Five people and the voter: the deputy on the phone, both offices that manage her, the county's office to which the suggestion goes,
the unit with an account of its own. What one does the deputy and both offices see at each step.
"""

import pytest
from django.core.cache import cache

from deputies.people.enums import CongressLevel
from liaison.concerns.models import Concern
from liaison.suggestions.enums import Bar
from liaison.suggestions.models import Suggestion
from tests.browser.conftest import PC, PHONE, assert_accessible
from tests.factories.concerns import HandlingUnitFactory
from tests.factories.deputies import CongressTermFactory, DeputyFactory, MandateFactory
from tests.factories.stations import make_tree
from tests.factories.suggestions import CAUSE, MEASURES, PROBLEM
from yunhe.accounts.enums import Role

pytestmark = pytest.mark.long
TEXT = "安置小区到高胥片上班，下班时公交末班已经没有了，只能拼车回家"
REPLY = "经调查客流，二路公交末班车自下月起延长到十九点三十分，并在小区门口增设站点。"


@pytest.fixture
def tree(transactional_db, county):
    cache.clear()
    return make_tree(county)


def test_a_voters_matter_becomes_a_suggestion_and_its_reply_comes_back_to_be_rated(
    person, tree, county, appoint, staff
):
    user = appoint(Role.DEPUTY, county.chishi, name="钟新苗")
    deputy = DeputyFactory(name="钟新苗", origin=county.chishi, residence=county.zhongshan, user=user)
    term = CongressTermFactory(area=county.root, level=CongressLevel.COUNTY)
    MandateFactory(deputy=deputy, level=CongressLevel.COUNTY, term=term)
    unit = HandlingUnitFactory(area=county.root, name="县交通运输局")
    unit.members.add(appoint(Role.HANDLING_UNIT, county.root, name="交通经办"))
    phone, voter = person(user, **PHONE), person(java_script_enabled=False, **PHONE)
    origin, residence = person(staff(county.chishi), **PC), person(staff(county.fuyun), **PC)
    office, handler = person(appoint(Role.COUNTY_OFFICE, county.root), **PC), person(unit.members.get(), **PC)

    # The deputy receives the voter at the point, takes the matter down, and gives number and secret along.
    phone.goto(f"/concerns/receptions/new/?station={tree.zhongshan.pk}")
    phone.fill("[name=text]", TEXT)
    phone.select_option("[name=category]", "traffic")
    phone.select_option("[name=place]", str(county.zhongshan.pk))
    phone.select_option("[name=household_area]", str(county.shuanglin.pk))
    phone.select_option("[name=route]", "suggestion")
    phone.click("main form button[type=submit]")
    phone.wait_for_url("**/entered/")
    number, secret = (one.inner_text() for one in phone.locator(".concern-slip dd").all())
    concern = Concern.objects.get()
    page = concern.get_absolute_url()

    def all_read(words, address=page):
        """Assert that the deputy and both offices read `words` on the page."""
        for reader in (phone, origin, residence):
            reader.goto(address)
            reader.locator("main").get_by_text(words).first.wait_for()

    def voter_reads(words):
        voter.goto(f"/m/{concern.number}/")
        assert words in voter.inner_text("main")

    all_read("接待选民")
    voter.goto("/m/")
    voter.fill("[name=number]", number)
    voter.fill("[name=secret]", secret)
    voter.click("main form.landing-section button")
    voter_reads("正在办理")

    # She lifts it into a suggestion to the county.
    phone.goto(page)
    phone.get_by_role("link", name="转为代表建议").click()
    phone.select_option("[name=level]", "county")
    phone.fill("[name=title]", "关于延长二路公交末班的建议")
    for name, words in (("problem", PROBLEM), ("cause", CAUSE), ("measures", MEASURES)):
        phone.fill(f"[name={name}]", words)
    phone.click("main form button[type=submit]")
    phone.get_by_role("link", name="检查并提交").click()
    for bar in Bar:
        phone.check(f"[name=bar_{bar.value}][value=no]")
    phone.click("main form button[type=submit]")
    phone.get_by_text("已提交，七天内会告知您收到").wait_for()
    suggestion = Suggestion.objects.get()
    all_read("随代表建议办理")
    all_read("已提交", suggestion.get_absolute_url())
    voter_reads("代表已就这件事提出建议")

    def move(who, thing, verb, **fields):
        who.goto(thing.get_absolute_url())
        who.click(f'a[href$="/move/{verb}/"]')
        for name, value in fields.items():
            box = who.locator(f"[name={name}]")
            box.select_option(value) if box.evaluate("box => box.tagName") == "SELECT" else box.fill(value)
        who.click("main form.panel button.button-primary")
        who.wait_for_url(f"**{thing.get_absolute_url()}")

    # The county hands it over; the unit finds it among its own and answers by its own account.
    move(office, suggestion, "assign", unit=str(unit.pk))
    all_read("县交通运输局", suggestion.get_absolute_url())
    voter_reads("县交通运输局办理中")
    handler.goto("/suggestions/assigned/")
    handler.get_by_role("link", name=suggestion.title).click()
    move(handler, suggestion, "reply", reply=REPLY, result="A")
    all_read(REPLY, suggestion.get_absolute_url())
    all_read("待反馈")

    # The office of the residence, which leads the matter, tells the voter, who rates; the deputy gives her opinion.
    move(residence, concern, "tell", told_way="phone")
    all_read("待评价")
    voter_reads(REPLY)
    voter.locator("input[value=satisfied]").check()
    voter.click("text=提交评价")
    concern.refresh_from_db()
    assert (concern.state, concern.rating) == ("rated", "satisfied")
    all_read("满意")
    phone.goto(suggestion.get_absolute_url())
    phone.click('a[href$="/move/give_opinion/"]')
    phone.check("[name=opinion][value=satisfied]")
    phone.click("main form.panel button.button-primary")
    phone.wait_for_url(f"**{suggestion.get_absolute_url()}")
    all_read("已办结", suggestion.get_absolute_url())
    assert list(concern.steps.values_list("verb", flat=True)) == ["hand_in", "lift", "hear", "tell", "rate"]
    assert_accessible(residence)
