"""Who is told of an account that the system administrator has opened or reset: those who keep an eye on one another."""

from collections.abc import Iterator

from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.models import Area
from yunhe.notices.telling import Message, holders


def of_account(user: User) -> Iterator[Message]:
    """The security administrators are asked to confirm, the county's office and the auditors are told."""
    held = Appointment.objects.filter(user=user).select_related("area__unit").order_by("-pk").first()
    county = Area.objects.filter(pk=(held.area.path or "0").split("/")[0]).first() if held else None
    what = f"{user.name}（{held.area.full_name} {held.get_role_display()}）" if held else user.name
    key = f"account-waits-{user.pk}-{user.waits_since:%Y%m%d%H%M%S}"
    title = f"系统管理员开通或重置了账号：{what}"
    yield Message(
        holders(county, Role.SECURITY_ADMIN),
        key=key,
        kind="account",
        title=f"请确认账号：{what}",
        body="系统管理员开通或重置了这个账号。请先当面或电话向本人核实，再到账号页面确认；确认以前不能登录。",
        url=user.get_absolute_url(),
        is_urgent=True,
    )
    yield Message(
        holders(county, Role.COUNTY_OFFICE, Role.AUDITOR),
        key=key,
        kind="account",
        title=title,
        body="安全管理员确认以前不能登录。不知情的，请告诉安全管理员。",
        but=user.pk,
    )
