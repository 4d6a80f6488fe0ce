"""Who begins his day where."""

from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.refusals import Denied

# The work of an office goes first, then that of a deputy, then the pages of the others.
IN_ORDER = (
    *STAFF_ROLES,
    Role.FINANCE,
    Role.DEPUTY,
    Role.HIGHER_OFFICE,
    Role.HANDLING_UNIT,
    Role.SYSTEM_ADMIN,
    Role.SECURITY_ADMIN,
    Role.AUDITOR,
)


def first_role(user: User) -> Role:
    """Return the role whose home `user` sees. Raises Denied for somebody who holds none."""
    roles = scope_of(user).roles
    for role in IN_ORDER:
        if role in roles:
            return role
    raise Denied("您的账号目前没有任何任职，请联系系统管理员。")
