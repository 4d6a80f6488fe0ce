"""Who may keep households and arrange pairs. Each raises Denied with the reason in Chinese."""

from deputies.mandates.queries import is_serving
from deputies.people.models import Deputy
from liaison.households.models import DeputyPair, Household, HouseholdPair
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied

OFFICES = (Role.COUNTY_OFFICE, Role.OFFICE_STAFF)


def can_enter_household(user: User, village: Area | None = None) -> None:
    """Staff of the home side enter households: county, unit, or the village's own keeper. Without `village`: anywhere."""
    if not scope_of(user).may_act_for(village):
        raise Denied("联系户由户籍村所在乡镇（街道）登记。")


def can_edit_household(user: User, household: Household) -> None:
    """Staff of both sides keep the data up to date: the home side and the community where it lives."""
    if household.closed_on:
        raise Denied(f"这一户已于 {household.closed_on:%Y-%m-%d} 停止登记，只供查阅。")
    if not any(scope_of(user).is_staff_for(area) for area in household.areas):
        raise Denied("联系户的信息由户籍村和现居住社区两边维护。")


def can_close_household(user: User, household: Household) -> None:
    """The home office alone stops keeping a household."""
    if household.closed_on:
        raise Denied("这一户已经停止登记。")
    if not scope_of(user).is_staff_for(household.village, *OFFICES):
        raise Denied(f"由户籍地{household.unit.name}停止登记。")


def is_deputy_of(user: User, household: Household) -> bool:
    """Whether `user` is the deputy who keeps in touch with `household`."""
    return household.pairs.open().filter(deputy__user_id=user.pk).exists()


def can_reveal_household(user: User, household: Household) -> None:
    """Both sides, and the deputy who keeps in touch, see name, phone and address in full; it is recorded."""
    if any(scope_of(user).is_staff_for(area) for area in household.areas) or is_deputy_of(user, household):
        return
    raise Denied("户主姓名和电话只供户籍地、现居住地和联系代表查看。")


def can_pair_in(user: User, unit: Area | None) -> None:
    """The congress office of the deputies' origin (and the county's) arranges who keeps in touch with whom."""
    if unit is None or not scope_of(user).is_staff_for(unit, *OFFICES):
        raise Denied("结对由代表原选区所在乡镇（街道）人大安排。")


def is_of_residence(user: User, household: Household, deputy: Deputy | None = None) -> bool:
    """Whether `user` is of the office of the unit where the household lives (and `deputy` too): 居住地代表联系居住地居民."""
    unit = household.community.unit if household.community else None
    if unit is None or not scope_of(user).is_staff_for(unit, *OFFICES):
        return False
    return deputy is None or (deputy.residence is not None and unit.contains(deputy.residence))


def can_arrange(user: User, household: Household) -> None:
    """The office of the home village pairs with its own deputies, that of the residence with those who live there too."""
    if is_of_residence(user, household):
        return
    can_pair_in(user, household.unit)


def can_pair_household(user: User, deputy: Deputy, household: Household) -> None:
    """The deputy's home office, or the office where deputy and household both live; the deputy serves, the household is kept.

    What the home office has arranged the residence does not change: it pairs households that nobody keeps in touch with.
    """
    if not is_of_residence(user, household, deputy):
        can_pair_in(user, deputy.origin)
    if household.closed_on:
        raise Denied("这一户已停止登记，不能结对。")
    if not is_serving(deputy):
        raise Denied(f"{deputy.name}目前没有在任的代表资格，不能结对。")


def can_end_household_pair(user: User, pair: HouseholdPair) -> None:
    """The office of the deputy's origin, of the household's home village, or of the unit where both live, ends a pair."""
    if not pair.is_open:
        raise Denied("这项结对已经结束。")
    scope = scope_of(user)
    if is_of_residence(user, pair.household, pair.deputy):
        return
    if not any(scope.is_staff_for(area, *OFFICES) for area in (pair.deputy.origin, pair.household.village)):
        raise Denied(f"结对由{pair.deputy.origin.name}人大调整。")


def can_pair_deputies(user: User, leader: Deputy, member: Deputy) -> None:
    """The office of the member's origin links a county deputy with a township deputy; both serve."""
    can_pair_in(user, member.origin)
    if not leader.mandates.acting().filter(level="county").exists():
        raise Denied(f"{leader.name}目前不是在任的县人大代表。")
    if not member.mandates.acting().filter(level="township").exists():
        raise Denied(f"{member.name}目前不是在任的乡镇人大代表。")


def can_end_deputy_pair(user: User, pair: DeputyPair) -> None:
    """The office of the member's origin ends the link."""
    if not pair.is_open:
        raise Denied("这项结对已经结束。")
    can_pair_in(user, pair.member.origin)
