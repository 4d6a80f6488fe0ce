"""Who may join two records, tell them apart and part them again: the office that keeps both."""

from deputies.merges.models import Distinction, Merge
from deputies.people.models import Deputy
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied


def _keeps_all(user: User, *origins: Area) -> None:
    scope = scope_of(user)
    if not all(scope.is_staff_for(origin, *OFFICES) for origin in origins):
        names = "、".join(dict.fromkeys(origin.name for origin in origins))
        raise Denied(
            f"两份档案分别由{names}建立，请县人大机关核对合并。" if "、" in names else f"由{names}人大核对合并。"
        )


def can_merge(user: User, kept: Deputy, gone: Deputy) -> None:
    """The office that keeps both files joins them; where two offices keep them, the county's. Needs the origins loaded."""
    _keeps_all(user, kept.origin, gone.origin)


def can_tell_apart(user: User, first: Deputy, second: Deputy) -> None:
    """Whoever may join two records may also say that they are two people."""
    _keeps_all(user, first.origin, second.origin)


def can_undo_merge(user: User, merge: Merge) -> None:
    """Whoever may join two records may part them again."""
    _keeps_all(user, merge.kept.origin, merge.origin)


def can_end_distinction(user: User, distinction: Distinction) -> None:
    """Whoever may tell two records apart may take that back."""
    _keeps_all(user, distinction.first.origin, distinction.second.origin)
