"""Who may end a mandate, who keeps the terms."""

from deputies.mandates.models import CongressTerm
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from deputies.people.policies import can_edit_deputy
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied


def can_end_mandate(user: User, deputy: Deputy) -> None:
    """Mandates are ended by the office that keeps the file."""
    can_edit_deputy(user, deputy)


def can_change_term(user: User, term: CongressTerm) -> None:
    """As can_keep_term, of a term that is there."""
    can_keep_term(user, term.area, term.level)


def can_keep_term(user: User, area: Area, level: str) -> None:
    """The county office keeps every term of its county; a township's own office keeps its township's."""
    scope = scope_of(user)
    if scope.is_staff_for(area, Role.COUNTY_OFFICE):
        return
    if level == CongressLevel.TOWNSHIP and scope.is_staff_for(area, Role.OFFICE_STAFF):
        return
    raise Denied("县人大的届次由县人大机关维护，乡镇的届次由本乡镇人大维护。")
