"""Who may enter a deputy, correct the record, see contact data. In scope but not allowed is said in Chinese."""

from deputies.people.models import Deputy
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied

CONTACTS = {"phone": "手机", "short_phone": "短号", "address": "住址"}  # kept masked, shown in full when asked for


def can_create_deputy(user: User, origin: Area | None = None) -> None:
    """The congress office of the origin (and the county's) enters deputies. Without `origin`: anywhere at all."""
    if not scope_of(user).may_act_for(origin, *OFFICES):
        raise Denied("代表档案由原选区所在乡镇（街道）人大或县人大机关建立。")


def can_edit_deputy(user: User, deputy: Deputy) -> None:
    """The origin office (and the county's) keeps the basic file; the residence side works through the registration."""
    if not scope_of(user).is_staff_for(deputy.origin, *OFFICES):
        office = deputy.origin.office_name or deputy.origin.name
        raise Denied(f"基本信息由{office}维护。居住地发现有误，请在双向共管档案里提出。")


def can_reveal_contact(user: User, deputy: Deputy) -> None:
    """Both offices, the community where the deputy lives and the deputy see phone and address in full; it is recorded."""
    if deputy.user_id and deputy.user_id == user.pk:
        return
    scope = scope_of(user)
    if scope.is_staff_for(deputy.origin, *OFFICES) or scope.is_staff_for(deputy.residence):
        return
    raise Denied("联系方式只供流出地、流入地和所在社区查看。")


def can_reveal_field(user: User, deputy: Deputy, name: str) -> None:
    """Those who see contacts in full see these; nothing else is kept to be revealed."""
    if name not in CONTACTS:
        raise Denied("没有这一项。")
    can_reveal_contact(user, deputy)
