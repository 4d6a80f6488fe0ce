"""The menu."""

from types import SimpleNamespace

import pytest

from yunhe.accounts.enums import Role
from yunhe.shell import navigation
from yunhe.shell.navigation import Entry, Group


@pytest.fixture
def menu(monkeypatch):
    entries = (
        Entry("视图", "web:saved-view-list", "bookmark"),
        Entry("新视图", "web:saved-view-create", "plus", navigation.county),
        Entry("没有的页", "web:no-such-page", "help", navigation.staff),
    )
    monkeypatch.setattr(navigation, "SIDEBAR", (Group("列表", entries),))


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


def test_only_deputies_have_the_tab_bar():
    assert navigation.tabs(scope(Role.OFFICE_STAFF), "/") == []


def test_few_links_lie_open_and_of_many_only_the_current_group(monkeypatch):
    groups = [Group(name, (Entry("视图", "web:saved-view-list", "bookmark"),) * 2) for name in "甲乙"]
    monkeypatch.setattr(navigation, "SIDEBAR", (*groups, Group("通知", (Entry("通知", "notices:inbox", "bell"),))))
    assert [section.is_open for section in navigation.sidebar(scope(Role.OFFICE_STAFF), "/notices/")] == [True] * 3
    monkeypatch.setattr(navigation, "FEW", 4)
    sections = navigation.sidebar(scope(Role.OFFICE_STAFF), "/notices/")
    assert [section.is_open for section in sections] == [False, False, True]
    assert [section.is_folded for section in sections] == [True, True, False]
