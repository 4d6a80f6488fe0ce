"""What becomes of a deputy's pairs when the file ends or moves on (随档移交：结对联系).

Households are handed over by home village, county and township deputies each as one item. Who moves within the county
goes on keeping in touch; without a mandate nothing may stay.
"""

from deputies.people.models import Deputy
from liaison.households import queries
from liaison.households.enums import PairEnd, PairSource
from liaison.households.models import ENDING, DeputyPair, Household, HouseholdPair
from liaison.registration.handover.mechanism import Choice, Departure, Item, Provider
from yunhe.accounts.models import User
from yunhe.audit.record import record, record_many
from yunhe.kit.refusals import Refused
from yunhe.kit.words import listed

STAY, END, GIVE = Choice("stay", "仍由本人联系"), Choice("end", "结束结对，等待重新安排"), "give-"
MEMBERS, LEADER = "members", "leader"
OFFERED = 3  # colleagues to choose from, the least loaded first


def _households(departure: Departure):
    return (
        HouseholdPair.objects.open()
        .filter(deputy=departure.deputy)
        .select_related("household__village__unit", "household__community")
        .order_by("household__village__path", "household_id")
    )


def _choices(departure: Departure) -> tuple[Choice, ...]:
    colleagues = queries.loads_in(departure.deputy.origin).exclude(pk=departure.deputy.pk).order_by("load", "pk")
    gives = tuple(Choice(f"{GIVE}{one.pk}", f"移交{one.name}") for one in colleagues[:OFFERED])
    return (STAY, *gives, END) if departure.serves_on else (END, *gives)


def items_of(departure: Departure) -> list[Item]:
    """Return one item a village with households, one for the township deputies led, one for the county deputy above."""
    villages: dict[int, list[HouseholdPair]] = {}
    for pair in _households(departure):
        villages.setdefault(pair.household.village_id, []).append(pair)
    choices = _choices(departure) if villages else ()
    items = [
        Item(str(pk), f"{pairs[0].household.village.short_name} {len(pairs)} 户联系户", choices, note="结对联系户")
        for pk, pairs in villages.items()
    ]
    plain = (STAY, END) if departure.serves_on else (END,)
    members = DeputyPair.objects.open().filter(leader=departure.deputy).count()
    if members:
        items.append(Item(MEMBERS, f"作为县代表结对的 {members} 名乡镇代表", plain))
    leader = DeputyPair.objects.open().filter(member=departure.deputy).select_related("leader").first()
    if leader:
        items.append(Item(LEADER, f"由县代表{leader.leader.name}结对", plain))
    return items


def _ended(pair, departure: Departure) -> None:
    pair.end(PairEnd.MOVED if departure.serves_on else PairEnd.MANDATE_ENDED, departure.on)
    pair.save(update_fields=ENDING)


def hand_over(departure: Departure, key: str, choice: str, by: User) -> str:
    """Keep, give away or end the pairs of one item; returns what was done. Raises Refused when they are gone."""
    if key in (MEMBERS, LEADER):
        return _hand_over_deputies(departure, key, choice, by)
    pairs = list(_households(departure).filter(household__village=key).select_for_update(of=("self",)))
    if not pairs:
        raise Refused("这个村的联系户已有变化，请重新核对移交清单。")
    label = f"{pairs[0].household.village.short_name} {len(pairs)} 户"
    if choice == STAY.value:
        return f"{label}仍由本人联系"
    heir = None
    if choice.startswith(GIVE):
        serving = queries.pairing_pool(departure.deputy.origin)
        heir = serving.filter(pk=choice.removeprefix(GIVE)).exclude(pk=departure.deputy.pk).first()
        if heir is None:
            raise Refused("接手的代表已不在任，请重新选择。")
    for pair in pairs:
        _ended(pair, departure)
    if heir:
        _give(pairs, heir, by)
    changes = {"联系代表": [departure.deputy.name, heir.name if heir else ""]}
    entries = [
        (one.pk, str(one), changes, {area.path for area in one.areas}) for one in (pair.household for pair in pairs)
    ]
    record_many("contacts.hand_over", "随档移交联系户", Household, entries, by=by)
    return f"{label}移交{heir.name}" if heir else f"{label}结束结对，等待重新安排"


def _give(pairs: list[HouseholdPair], heir: Deputy, by: User) -> None:
    held = set(HouseholdPair.objects.open().filter(deputy=heir).values_list("household_id", flat=True))
    how = {"deputy": heir, "source": PairSource.HANDOVER, "made_by": by.display_name}
    HouseholdPair.objects.bulk_create(
        HouseholdPair(household=pair.household, **how) for pair in pairs if pair.household_id not in held
    )


def _hand_over_deputies(departure: Departure, key: str, choice: str, by: User) -> str:
    side = {"leader": departure.deputy} if key == MEMBERS else {"member": departure.deputy}
    pairs = list(DeputyPair.objects.open().filter(**side).select_for_update().select_related("leader", "member"))
    if not pairs:
        raise Refused("代表结对已有变化，请重新核对移交清单。")
    if choice == STAY.value:
        return "代表结对不变"
    for pair in pairs:
        _ended(pair, departure)
    names = listed(pair.member.name if key == MEMBERS else pair.leader.name for pair in pairs)
    changes = {"代表结对": [names, ""]}
    deputy = departure.deputy
    record("contacts.hand_over_deputies", "随档结束代表结对", deputy, by=by, changes=changes, areas=[deputy.origin])
    return f"与{names}的结对结束"


PROVIDER = Provider("contacts", "结对联系", items_of, hand_over)
