"""Who tries the addresses of the demo county: everybody there is, and strangers of the same roles."""

import time
from dataclasses import dataclass

from deputies.people.models import Deputy
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.areas import draw_county
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.kit.sessions import session_of
from yunhe.accounts.enums import ADMIN_ROLES, Role
from yunhe.accounts.models import User
from yunhe.accounts.sessions import LAST_SEEN
from yunhe.areas.models import Area

DEMO = {  # who -> sign-in name in the demo county
    "county": "xianrenda",
    "origin": "chishi",
    "residence": "fuyun",
    "keeper": "zhongshan-sq",
    "deputy": "daibiao3",
    "finance": "chishi-jf",
    "unit": "zhujian",
    "higher": "shirenda",
    "system_admin": "xitong",
    "security_admin": "anquan",
    "auditor": "shenji",
}


@dataclass
class Person:
    """One who tries: an account (None for nobody) and the session in which this person's browser is."""

    name: str
    user: User | None
    key: str


def _deputy_user(deputy: Deputy) -> User:
    deputy.user = AppointmentFactory(role=Role.DEPUTY, area=deputy.origin).user
    deputy.save(update_fields=["user"])
    return deputy.user


def _neighbours(county: Area) -> dict[str, User]:
    """Return people of the same county who have nothing to do with 赤石 and 浮云: of each role one."""
    unit = Area.objects.within(county).units().get(name="元和街道")
    point = Area.objects.within(county).get(name="狮山社区")
    far = Deputy.objects.filter(origin__name="石塘镇", user=None, residence__unit__name="石塘镇").order_by("pk").first()
    return {
        "other_finance": AppointmentFactory(role=Role.FINANCE, area=unit).user,
        "other_office": AppointmentFactory(role=Role.OFFICE_STAFF, area=unit).user,
        "other_keeper": AppointmentFactory(role=Role.POINT_KEEPER, area=point).user,
        "other_deputy": _deputy_user(far),
        "other_unit": AppointmentFactory(role=Role.HANDLING_UNIT, area=unit).user,
    }


def _foreigners() -> dict[str, User]:
    """Return people of another county: of each role one."""
    there = draw_county()
    deputy = DeputyFactory(origin=there.chishi, residence=there.zhongshan)
    MandateFactory(deputy=deputy)
    at = {
        "far_county": (Role.COUNTY_OFFICE, there.root),
        "far_office": (Role.OFFICE_STAFF, there.fuyun),
        "far_keeper": (Role.POINT_KEEPER, there.zhongshan),
        "far_unit": (Role.HANDLING_UNIT, there.root),
        "far_higher": (Role.HIGHER_OFFICE, there.root),
    }
    people = {name: AppointmentFactory(role=role, area=area).user for name, (role, area) in at.items()}
    return {**people, "far_deputy": _deputy_user(deputy)}


def everybody(county: Area, voter: dict) -> dict[str, Person]:
    """Return all who try, by name; the last are nobody, one without a role, and a voter whose browser holds `voter`."""
    users = {name: User.objects.get(username=sign_in_name) for name, sign_in_name in DEMO.items()}
    users |= _neighbours(county) | _foreigners() | {"no_role": UserFactory()}
    seen = {LAST_SEEN: int(time.time()) + 3600}  # so that no request notes the time anew, which would be taken back
    people = {name: Person(name, user, session_of(user, **seen)) for name, user in users.items()}
    voter_session = session_of(None, **voter, **seen)
    return people | {"nobody": Person("nobody", None, ""), "voter": Person("voter", None, voter_session)}


ADMINS = [str(role) for role in ADMIN_ROLES]
BUSINESS = ["county", "origin", "residence", "keeper", "deputy", "finance", "unit", "higher"]
NEIGHBOURS = {
    "other_office": {"origin", "residence"},
    "other_keeper": {"keeper"},
    "other_deputy": {"deputy"},
    "other_unit": {"unit"},
    "other_finance": {"finance"},
}
FOREIGNERS = {
    "far_county": {"county"},
    "far_office": {"origin", "residence"},
    "far_keeper": {"keeper"},
    "far_unit": {"unit"},
    "far_higher": {"higher"},
    "far_deputy": {"deputy"},
}
STRANGERS = NEIGHBOURS | FOREIGNERS  # each with those of ours who have the same role
