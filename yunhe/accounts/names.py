"""The account that somebody means who types a name to sign in: capitals and blanks do no harm, and a higher part may know
people by something else as well (a deputy by the mobile number).
"""

from collections.abc import Callable

from yunhe.accounts.models import User
from yunhe.kit.folding import fold
from yunhe.kit.registry import Registry

# called with what was typed; returns the accounts that it may mean
other_names: Registry[Callable[[str], list[User]]] = Registry("what people type instead of their sign-in name")


def username_of(typed: str) -> str:
    """Return the sign-in name that `typed` means, `typed` itself where it means no account, or more than one."""
    name = fold(typed.replace("\x00", "")).strip()[:40]
    known = list(User.objects.filter(username__iexact=name).values_list("username", flat=True)[:2])
    if not known:
        meant = {user.username for look in other_names for user in look(name)}
        known = list(meant)
    return known[0] if len(known) == 1 else name
