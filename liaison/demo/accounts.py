"""Sign-ins of the demo county: every role once, every office, every community keeper, four deputies."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from deputies.people.models import Deputy
from deputies.people.naming import pinyin_of
from liaison.demo.making import DEMO, clerk_of, keeper_of
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area

PASSWORD = "Yunhe-2026"  # noqa: S105 the demo's one password, printed at the start of `make run`
SHORT_NAMES = {"崇头镇": "chongtou", "经开区": "jingkaiqu", "雾溪畲族乡": "wuxi", "安溪畲族乡": "anxi"}


def sign_in_name(area: Area) -> str:
    """Return the pinyin of an area's short name: 赤石乡 → chishi, 中山社区 → zhongshan-sq."""
    if area.name in SHORT_NAMES:
        return SHORT_NAMES[area.name]
    for suffix, mark in (("街道", ""), ("社区", "-sq"), ("居委会", "-sq"), ("村委会", "-c"), ("镇", ""), ("乡", "")):
        if area.name.endswith(suffix):
            return pinyin_of(area.name.removesuffix(suffix))[0].replace(" ", "") + mark
    return pinyin_of(area.name)[0].replace(" ", "")


def write_accounts(county: Area) -> dict[str, User]:
    """Create the staff and administrators' accounts of the demo; return them by sign-in name."""
    wanted: list[tuple[str, str, str, Area]] = [
        ("xianrenda", "县人大·林主任", Role.COUNTY_OFFICE, county),
        ("xian-jf", "县人大·经费管理", Role.FINANCE, county),
        ("zhujian", "县住建局·经办人", Role.HANDLING_UNIT, county),
        ("shirenda", "市人大·陈处长", Role.HIGHER_OFFICE, county),
        ("xitong", "系统管理员", Role.SYSTEM_ADMIN, county),
        ("anquan", "安全管理员", Role.SECURITY_ADMIN, county),
        ("shenji", "审计管理员", Role.AUDITOR, county),
    ]
    for unit in Area.objects.within(county).units().order_by("order", "code"):
        wanted.append((sign_in_name(unit), clerk_of(unit), Role.OFFICE_STAFF, unit))
        wanted.append((f"{sign_in_name(unit)}-jf", f"{unit.name}·经费管理", Role.FINANCE, unit))
    for point in Area.objects.within(county).filter(kind=AreaKind.COMMUNITY).order_by("code"):
        wanted.append((sign_in_name(point), keeper_of(point), Role.POINT_KEEPER, point))
    return _write(wanted)


def write_deputy_accounts(chosen: dict[str, Deputy]) -> dict[str, User]:
    """Open an account for each chosen deputy and link it; keys are sign-in names."""
    users = _write([(username, deputy.name, Role.DEPUTY, deputy.origin) for username, deputy in chosen.items()])
    for username, deputy in chosen.items():
        deputy.user = users[username]
        deputy.save(update_fields=["user"])
    return users


def _write(wanted: list[tuple[str, str, str, Area]]) -> dict[str, User]:
    password = make_password(PASSWORD)
    now = timezone.now()
    ready = {
        "must_change_password": False,
        "password_changed_at": now,
        "privacy_notice_version": settings.PRIVACY_NOTICE_VERSION,
        "privacy_notice_at": now,
    }
    users = User.objects.bulk_create(
        User(username=username, name=name, password=password, **ready) for username, name, _, _ in wanted
    )
    Appointment.objects.bulk_create(
        Appointment(user=user, area=area, role=role, begins_on=timezone.localdate(), appointed_by=DEMO)
        for user, (_, _, role, area) in zip(users, wanted, strict=True)
    )
    return {user.username: user for user in users}
