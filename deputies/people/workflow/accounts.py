"""A deputy's own account: opened and given a new first password by the office that keeps the file."""

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from deputies.people.policies import can_edit_deputy
from deputies.people.workflow.facts import locked_deputy
from yunhe.accounts import workflow as accounts
from yunhe.accounts.enums import OfficeCodePurpose, Role
from yunhe.accounts.models import User
from yunhe.accounts.workflow.people import NewPassword
from yunhe.accounts.workflow.phones import IssuedCode
from yunhe.kit.refusals import Refused


def free_username(deputy: Deputy) -> str:
    """Return a sign-in name for `deputy`: the name in pinyin, with a number from 2 on where it is taken."""
    base = deputy.name_pinyin.replace(" ", "")[:30] or f"daibiao{deputy.pk}"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    number = 2
    username = base
    while username in taken:
        username, number = f"{base}{number}", number + 1
    return username


@transaction.atomic
def open_account(deputy: Deputy, *, by: User) -> NewPassword:
    """Open an account for `deputy` and return it with its first password, which is shown once.

    Raises Denied, or Refused when there is an account already or no mandate in force. Side effects: User,
    Appointment, the link on the deputy, audit events of the accounts.
    """
    this = locked_deputy(deputy)
    can_edit_deputy(by, this)
    if this.user_id:
        raise Refused(f"{this.name}已有账号。忘记密码请用“重置密码”。")
    if not this.mandates.serving().exists():
        raise Refused(f"{this.name}没有在任的代表资格，不能开通账号。")
    username, today = free_username(this), timezone.localdate()
    made = accounts.create_account(
        username=username, name=this.name, role=Role.DEPUTY, area=this.origin, by=by, begins_on=today
    )
    this.user = made.user
    this.save(update_fields=["user", "updated_at"])
    return made


@transaction.atomic
def reset_password(deputy: Deputy, *, by: User) -> NewPassword:
    """Give the deputy's account a new first password, shown once. Raises Denied, or Refused without an account."""
    can_edit_deputy(by, deputy)
    if deputy.user is None:
        raise Refused(f"{deputy.name}还没有账号。")
    return accounts.reset_password(deputy.user, by=by)


def issue_office_code(deputy: Deputy, *, purpose: str, by: User) -> IssuedCode:
    """Make a code that is told to the deputy, good once: to bind a phone, or to set a forgotten password anew.

    Raises Denied, or Refused without an account. Side effects: as yunhe.accounts.workflow.issue_office_code.
    """
    can_edit_deputy(by, deputy)
    if deputy.user is None:
        raise Refused(f"{deputy.name}还没有账号，请先开通。")
    if purpose not in OfficeCodePurpose.values:
        raise Refused("请选择要发的是手机绑定码还是密码重设码。")
    return accounts.issue_office_code(deputy.user, purpose=purpose, by=by)
