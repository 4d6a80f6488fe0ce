"""Who may keep documents."""

from liaison.documents.enums import DOCUMENT, DocumentState
from liaison.documents.models import Document
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied


def can_keep_for(user: User, area: Area) -> None:
    """The office of an area keeps its documents; the county office keeps only the county's, so that it never speaks for a unit."""
    scope = scope_of(user)
    role = Role.OFFICE_STAFF if area.is_unit else Role.COUNTY_OFFICE
    if not any(held.area_id == area.pk and held.role == role for held in scope.appointments):
        raise Denied("制度文件由印发或转发它的单位人大维护。")


def can_revise(user: User, document: Document) -> None:
    """A document that holds is revised and linked by its keeper."""
    can_keep_for(user, document.area)
    if document.state != DocumentState.IN_FORCE:
        raise Denied("已废止的文件不能修订；需要时先恢复现行。")


def can_move_document(user: User, document: Document, verb: str) -> None:
    """Abolishing and restoring."""
    can_keep_for(user, document.area)
    DOCUMENT.check(document.state, verb)
