"""Who keeps the system running."""

from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.jobs.models import Errand
from yunhe.kit.refusals import Denied


def can_send_again(by: User, errand: Errand) -> None:
    """The system administrator, once an errand has been given up; before that it is sent again by itself."""
    if not scope_of(by).has_role(Role.SYSTEM_ADMIN):
        raise Denied("重新办理差事由系统管理员进行。")
    if not errand.is_given_up:
        raise Denied("这一条还会自动再试，不必重新办理。")
