"""The usual people round a deputy of 赤石乡 who lives in 中山社区 of 浮云街道, and the strangers beside them."""

from tests.factories.accounts import UserFactory
from tests.factories.areas import County
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User

# Who takes part: name in the tests -> role, area of the County.
CAST = {
    "origin": (Role.OFFICE_STAFF, "chishi"),
    "residence": (Role.OFFICE_STAFF, "fuyun"),
    "keeper": (Role.POINT_KEEPER, "zhongshan"),
    "deputy": (Role.DEPUTY, "chishi"),
    "county": (Role.COUNTY_OFFICE, "root"),
    "stranger": (Role.OFFICE_STAFF, "shitang"),
    "stranger_keeper": (Role.POINT_KEEPER, "dongmen"),
    "admin": (Role.SYSTEM_ADMIN, "root"),
}


def make_cast(county: County, *names: str) -> dict[str, User]:
    """Open the accounts of `names` (everybody when none is named), each with one appointment; return {name: User}."""
    chosen = {name: CAST[name] for name in names or CAST}
    users = User.objects.bulk_create([UserFactory.build() for _ in chosen])
    Appointment.objects.bulk_create(
        Appointment(user=user, role=role, area=getattr(county, area))
        for user, (role, area) in zip(users, chosen.values(), strict=True)
    )
    return dict(zip(chosen, users, strict=True))
