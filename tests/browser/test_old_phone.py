"""A voter and a deputy with a phone of 2019: a real Chromium 78 (docs/testing.md says where one is)."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from liaison.concerns.models import Concern, ConcernPhoto
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import CodeFactory, make_tree
from tests.kit.old_browser import OldBrowser
from tests.kit.sessions import session_of
from yunhe.accounts.enums import Role

OLD = os.environ.get("CHROMIUM_78", "")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not Path(OLD).is_file(), reason="CHROMIUM_78 names no browser (docs/testing.md says where one is)"
    ),
]


@pytest.fixture
def tree(transactional_db, county):
    return make_tree(county)


@pytest.fixture
def old():
    with OldBrowser(OLD) as browser:
        yield browser


def test_a_voter_hands_in_a_photo_that_is_small_and_upright(old, tree, live_server, tmp_path):
    code = CodeFactory(station=tree.zhongshan)
    notes = Image.Exif()
    notes[0x0112] = 6
    Image.effect_noise((3000, 2000), 90).convert("RGB").save(tmp_path / "DCIM.jpg", "JPEG", quality=85, exif=notes)
    old.open(f"{live_server.url}{code.get_absolute_url()}/concern/")
    old.run("document.querySelector('[name=text]').value = '三号楼的楼道灯坏了半个月，请修一修'")
    old.run("document.querySelector('[name=category]').value = 'housing'")
    old.run("window.before = true; document.querySelector('.landing-button').click()")
    old.settle()
    old.choose("[name=photos]", tmp_path / "DCIM.jpg")
    old.until("document.querySelector('[name=photos]').files[0].size < 1300000")
    old.run("document.querySelector('button[value=send]').click()")
    old.until("location.pathname.endsWith('/sent/')")
    assert Concern.objects.count() == 1
    kept = Image.open(ConcernPhoto.objects.get().file)
    assert (kept.width, kept.height) == (1067, 1600)


def test_a_deputys_tab_bar_stands_at_the_bottom_and_the_menus_work(old, tree, county, appoint, live_server):
    user = appoint(Role.DEPUTY, county.chishi)
    MandateFactory(deputy=DeputyFactory(origin=county.chishi, residence=county.zhongshan, user=user))
    old.open(live_server.url)
    old.ask("Network.setCookie", name=settings.SESSION_COOKIE_NAME, value=session_of(user), url=live_server.url)
    old.open(f"{live_server.url}/")
    assert old.run("Math.round(document.querySelector('.tabbar').getBoundingClientRect().bottom) === innerHeight")
    assert old.run("document.documentElement.className.includes('no-gap')")
    assert old.run("document.documentElement.scrollWidth <= innerWidth")
    old.open(f"{live_server.url}/stations/scan/")
    old.until("[...document.querySelectorAll('[data-scan-later], [data-scan-only-now]')].some((one) => !one.hidden)")
    old.run("document.querySelector('[name=token]').value = '不是码'")
    old.run("document.querySelector('[data-scan-typed] button').click()")
    old.until("document.querySelector('[data-scan-said]').textContent.includes('这不是本系统的码')")
