"""The menu."""

from types import SimpleNamespace

import pytest

from yunhe.accounts.enums import Role
from yunhe.accounts.menus import TAB_BAR, Entry, county, entries, staff
from yunhe.shell import navigation
from yunhe.shell.navigation import Group


@pytest.fixture
def menu(monkeypatch):
    shown = (
        Entry("视图", "web:saved-view-list", "bookmark"),
        Entry("新视图", "web:saved-view-create", "plus", county),
        Entry("没有的页", "web:no-such-page", "help", staff),
    )
    monkeypatch.setattr(navigation, "groups", lambda: (Group("列表", shown),))


def scope(*roles):
    return SimpleNamespace(has_role=lambda *asked: bool(set(asked) & set(roles)))


def labels(*roles, path="/"):
    return [link.label for section in navigation.sidebar(scope(*roles), path) for link in section.links]


def test_everyone_sees_what_the_role_allows_and_what_exists(menu):
    assert labels(Role.OFFICE_STAFF) == ["视图"]
    assert labels(Role.COUNTY_OFFICE) == ["视图", "新视图"]
    assert labels(Role.AUDITOR) == []


def test_the_nearest_entry_is_the_current_one(menu):
    links = navigation.sidebar(scope(Role.COUNTY_OFFICE), "/lists/views/new/")[0].links
    assert [link.is_current for link in links] == [False, True]


def test_deputies_and_keepers_have_a_tab_bar_each_and_nobody_else():
    def bar(*roles):
        return [link.label for link in navigation.tabs(scope(*roles), "/")]

    of_deputy = ["今天", "扫码", "我的选民", "我的履职", "我的档案"]
    assert bar(Role.DEPUTY) == bar(Role.DEPUTY, Role.POINT_KEEPER) == of_deputy
    assert bar(Role.POINT_KEEPER) == ["今天", "扫代表码", "签到", "活动", "诉求"]
    assert bar(Role.OFFICE_STAFF) == bar(Role.COUNTY_OFFICE) == []


def test_few_links_lie_open_and_of_many_only_the_current_group(monkeypatch):
    parts = [Group(name, (Entry("视图", "web:saved-view-list", "bookmark"),) * 2) for name in "甲乙"]
    parts.append(Group("通知", (Entry("通知", "notices:inbox", "bell"),)))
    monkeypatch.setattr(navigation, "groups", lambda: parts)
    assert [section.is_open for section in navigation.sidebar(scope(Role.OFFICE_STAFF), "/notices/")] == [True] * 3
    monkeypatch.setattr(navigation, "FEW", 4)
    sections = navigation.sidebar(scope(Role.OFFICE_STAFF), "/notices/")
    assert [section.is_open for section in sections] == [False, False, True]
    assert [section.is_folded for section in sections] == [True, True, False]


def test_every_entry_that_a_noun_declares_stands_in_a_group_of_the_menu():
    assert {entry.group for entry in entries} == {TAB_BAR, *navigation.GROUPS}
