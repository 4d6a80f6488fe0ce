"""What may stand in the menu: every noun declares its own entries in a module `menu.py`, the shell draws them.

    # liaison/ledger/menu.py
    add("台账", "半年台账", "ledger:round-list", "ledger", order=10)
    add("台账", "登记管理人", "ledger:keeper-list", "key", office, order=20)

`sees` gets the user's Scope; showing an entry grants nothing, the page itself checks again. The groups and their order
are the shell's (yunhe.shell.navigation.GROUPS).
"""

from collections.abc import Callable
from dataclasses import dataclass

from yunhe.accounts.enums import OFFICES, STAFF_ROLES, Role
from yunhe.accounts.scope import Scope
from yunhe.kit.registry import Registry

Predicate = Callable[[Scope], bool]
TAB_BAR = ""  # the group of the tab bar on the phone of a deputy or keeper


def holds(*roles: str) -> Predicate:
    """Return the predicate "holds one of `roles` today"."""
    return lambda scope: scope.has_role(*roles)


staff = holds(*STAFF_ROLES)
office = holds(*OFFICES)
county = holds(Role.COUNTY_OFFICE)
deputy = holds(Role.DEPUTY)
higher_office = holds(Role.HIGHER_OFFICE)


def keeper(scope: Scope) -> bool:
    """Whether somebody stands in the hall of a point with a phone; a deputy who keeps one has the deputy's tab bar."""
    return scope.has_role(Role.POINT_KEEPER) and not scope.has_role(Role.DEPUTY)


@dataclass(frozen=True)
class Entry:
    """One line of the menu: label, URL name, icon of the sprite, who sees it."""

    label: str
    url_name: str
    icon: str
    sees: Predicate = staff
    group: str = TAB_BAR


entries: Registry[Entry] = Registry("menu entries")


def add(group: str, label: str, url_name: str, icon: str, sees: Predicate = staff, *, order: int) -> None:
    """Put an entry into `group` of the sidebar (or the TAB_BAR) at `order`, lowest first."""
    entries.add(Entry(label, url_name, icon, sees, group), order=order, name=f"{group}/{url_name}")
