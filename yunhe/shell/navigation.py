"""The menu: what stands in the sidebar and in the phone's tab bar, and who sees it.

Add an entry where your page belongs. An entry whose URL name does not resolve is skipped, so it may be written before
its page exists. `sees` gets the user's Scope; showing an entry grants nothing, the page itself checks again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from yunhe.accounts.enums import ADMIN_ROLES, STAFF_ROLES, Role
from yunhe.accounts.scope import Scope

Predicate = Callable[[Scope], bool]


def holds(*roles: str) -> Predicate:
    """Return the predicate "holds one of `roles` today"."""
    return lambda scope: scope.has_role(*roles)


staff = holds(*STAFF_ROLES)
office = holds(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
county = holds(Role.COUNTY_OFFICE)
deputy = holds(Role.DEPUTY)


@dataclass(frozen=True)
class Entry:
    """One line of the menu: label, URL name, icon of the sprite, who sees it."""

    label: str
    url_name: str
    icon: str
    sees: Predicate = staff


@dataclass(frozen=True)
class Group:
    """A titled part of the sidebar."""

    label: str
    entries: tuple[Entry, ...]


@dataclass
class Link:
    """An entry made ready for one request."""

    label: str
    url: str
    icon: str
    is_current: bool = False


FEW = 14  # as many links as the sidebar shows at once; with more of them only the current group is unfolded


@dataclass
class Section:
    """A group made ready for one request. A single link stands for itself, several are folded under the label."""

    label: str
    links: list[Link] = field(default_factory=list)
    is_open: bool = True

    @property
    def is_folded(self) -> bool:
        """Whether the links stand under a label that folds them."""
        return len(self.links) > 1

    @property
    def icon(self) -> str:
        """Icon of the group: that of its first entry."""
        return self.links[0].icon


# The tab bar on a deputy's phone, left to right.
TABS = (
    Entry("今天", "home", "home", deputy),
    Entry("扫码", "presence:scan", "qr", deputy),
    Entry("我的选民", "households:my-households", "people", deputy),
    Entry("我的履职", "presence:my-duties", "activity", deputy),
    Entry("我的档案", "deputies:my-record", "person", deputy),
)

SIDEBAR = (
    Group("工作台", (Entry("工作台", "home", "home", holds(*STAFF_ROLES, Role.DEPUTY)),)),
    Group(
        "我的履职",
        (
            *TABS[1:],
            Entry("我的邀请", "activities:my-invitations", "activity", deputy),
            Entry("我的值班", "rotas:my-shifts", "clock", deputy),
            Entry("我的接待", "concerns:my-receptions", "people", deputy),
            Entry("我的跟进", "activities:my-follow-ups", "flag", deputy),
            Entry("日历订阅", "feeds:my-calendar", "clock", deputy),
            Entry("我的团队", "teams:my-teams", "team", deputy),
            Entry("群众诉求", "concerns:my-concerns", "inbox", deputy),
            Entry("我的建议", "suggestions:my-suggestions", "file", deputy),
            Entry("我的台账", "ledger:my-ledger", "ledger", deputy),
            Entry("我的情况", "discrepancies:my-statements", "file", deputy),
        ),
    ),
    Group(
        "代表",
        (
            Entry("代表名册", "deputies:deputy-list", "people"),
            Entry("代表团队", "teams:team-list", "team"),
            Entry("届次与选区", "mandates:term-list", "district", office),
            Entry("换届", "elections:change-list", "refresh", office),
        ),
    ),
    Group(
        "双向共管",
        (
            Entry("登记报到", "registration:registration-list", "handshake"),
            Entry("信息不一致", "discrepancies:discrepancy-list", "compare"),
            Entry("还在这里", "discrepancies:still-here-list", "check-circle", holds(Role.POINT_KEEPER)),
            Entry("联席会议", "joint_meetings:pair-list", "meeting", office),
            Entry("议定事项", "joint_meetings:resolution-list", "check", office),
            Entry("资格提醒", "registration:alarm-list", "shield", office),
        ),
    ),
    Group(
        "台账",
        (
            Entry("半年台账", "ledger:round-list", "ledger"),
            Entry("登记管理人", "ledger:keeper-list", "key", office),
        ),
    ),
    Group(
        "工作任务",
        (
            Entry("任务日历", "obligations:calendar", "clock", office),
            Entry("任务清单", "obligations:obligation-list", "check-circle", office),
            Entry("完成情况", "obligations:compliance", "chart", office),
            Entry("任务规定", "obligations:template-list", "flag", office),
            Entry("特色模式", "brands:brand-list", "star", office),
        ),
    ),
    Group(
        "阵地",
        (
            Entry("联络站点", "places:station-list", "station"),
            Entry("值班接待", "rotas:shift-list", "clock"),
            Entry("接待选民", "concerns:reception-list", "people"),
            Entry("三码管理", "codes:code-list", "qr"),
            Entry("屏幕码", "codes:screen-list", "refresh"),
            Entry("打印批次", "codes:print-list", "print"),
            Entry("重印清单", "codes:reprint-list", "refresh"),
        ),
    ),
    Group(
        "活动",
        (
            Entry("代表活动", "activities:activity-list", "activity"),
            Entry("系列活动", "activities:series-list", "refresh"),
            Entry("议题", "activities:topic-list", "meeting"),
            Entry("扫代表码", "presence:scan-deputies", "qr"),
            Entry("签到记录", "presence:check-in-list", "check-in"),
            Entry("后续事项", "activities:follow-up-list", "flag"),
        ),
    ),
    Group(
        "联系走访",
        (
            Entry("结对总览", "households:board", "handshake", office),
            Entry("代表联系户数", "households:deputy-load-list", "people", office),
            Entry("联系户", "households:household-list", "home"),
            Entry("走访记录", "visits:visit-list", "activity"),
            Entry("走访覆盖", "visits:coverage", "chart"),
            Entry("大走访", "visits:campaign-list", "flag"),
            Entry("走访发现", "visits:finding-list", "inbox", office),
            Entry("联系图", "households:contact-map", "map", office),
            Entry("连心卡", "households:heart-card-list", "qr", office),
        ),
    ),
    Group(
        "群众诉求",
        (
            Entry("诉求办理", "concerns:concern-list", "inbox"),
            Entry("办理情况", "concerns:concern-figures", "chart"),
            Entry("代表建议", "suggestions:suggestion-list", "file", office),
            Entry("承办单位", "concerns:unit-list", "team", office),
            Entry("答复模板", "concerns:template-list", "edit", office),
            Entry("交办给我的", "concerns:unit-concerns", "inbox", holds(Role.HANDLING_UNIT)),
        ),
    ),
    Group(
        "统计报表",
        (
            Entry("全县概览", "county", "chart", county),
            Entry("请示汇报", "annual_reports:report-list", "file", office),
            Entry("制度文件", "documents:document-list", "file", holds(*STAFF_ROLES, Role.DEPUTY)),
        ),
    ),
    Group(
        "系统",
        (
            Entry("名册导入", "imports:import-list", "upload", office),
            Entry("后台任务", "jobs:job-list", "clock", holds(*STAFF_ROLES, *ADMIN_ROLES)),
            Entry("群机器人", "notices:robot-list", "send", office),
            Entry(
                "发送记录",
                "notices:delivery-list",
                "mail",
                holds(Role.COUNTY_OFFICE, Role.OFFICE_STAFF, Role.SYSTEM_ADMIN),
            ),
            Entry("账号与任职", "accounts:user-list", "user-key", holds(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)),
            Entry("登录锁定", "accounts:lock-list", "lock", holds(Role.SECURITY_ADMIN)),
            Entry("区划与写法", "spellings:area-list", "map", holds(Role.SYSTEM_ADMIN)),
            Entry("审计记录", "trail:event-list", "shield", holds(Role.AUDITOR)),
        ),
    ),
)


def sidebar(scope: Scope, path: str) -> list[Section]:
    """Return the sections that `scope` sees, with the entry of the page at `path` marked as current."""
    sections = []
    for group in SIDEBAR:
        links = _links(group.entries, scope)
        if links:
            sections.append(Section(group.label, links))
    every = [link for section in sections for link in section.links]
    _mark_current(every, path)
    for section in sections:
        section.is_open = len(every) <= FEW or any(link.is_current for link in section.links)
    return sections


def tabs(scope: Scope, path: str) -> list[Link]:
    """Return the tab bar of a deputy, [] for everyone else."""
    links = _links(TABS, scope)
    _mark_current(links, path)
    return links


def _links(entries: tuple[Entry, ...], scope: Scope) -> list[Link]:
    return [Link(entry.label, url, entry.icon) for entry in entries if entry.sees(scope) and (url := _url(entry))]


def _url(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""


def _mark_current(links: list[Link], path: str) -> None:
    """Mark the link with the longest address that `path` begins with; the site's root only for itself."""
    matching = [link for link in links if path == link.url or (link.url != "/" and path.startswith(link.url))]
    if matching:
        max(matching, key=lambda link: len(link.url)).is_current = True
