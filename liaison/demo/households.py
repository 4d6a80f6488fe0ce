"""Households, pairs, visits and a great visit of the demo county.

紧水滩镇 has the published 1,600 households, each matched once by the solver; 石塘镇 has its contact map, 赤石乡 some
households that nobody keeps in touch with yet. How they are spread over villages and communities is ours.
"""

from datetime import date, timedelta
from random import Random

from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.concerns.enums import ConcernCategory
from liaison.demo.making import clerk_of, moment
from liaison.demo.names import GIVEN, SHE_SURNAMES, SURNAMES, invented_address
from liaison.demo.plan import TOWNSHIPS
from liaison.households import matching
from liaison.households.enums import PairSource
from liaison.households.matching import Need
from liaison.households.models import DeputyPair, Household, HouseholdPair, head_digest, household_phone_digest
from liaison.households.queries import household_targets, member_targets, pairing_pool
from liaison.households.workflow import keepers_of
from liaison.visits.enums import ContactWay, FindingState, VisitOutcome
from liaison.visits.models import Visit, VisitCampaign, VisitFinding
from liaison.visits.queries import quarter_of
from yunhe.areas.models import Area
from yunhe.kit.copying import allocate_ids, copy_in

HOUSEHOLDS = {"紧水滩镇": 1600, "石塘镇": 620, "赤石乡": 420}
UNPAIRED = {"赤石乡": 0.12}  # share that waits for a proposal
QUARTERS = "一二三四"
NAMES = (
    "id", "head", "head_digest", "phone", "phone_digest", "village_id", "community_id", "outside", "address", "members",
    "care", "moved_on",
)  # fmt: skip
FOUND = (
    (ConcernCategory.HOUSING, "楼道扶手松动，老人上下不便。", "社区当天加固。"),
    (ConcernCategory.PUBLIC_SERVICE, "医保关系要回乡里办，来回一趟半天。", "城区联络站每周三代办。"),
    (ConcernCategory.WORK, "想学木玩加工，不知道哪里报名。", "已列入下一期培训。"),
    (ConcernCategory.ENVIRONMENT, "小区后门垃圾桶太少，夏天有味。", "增设两组分类桶。"),
)


def write_contacts(county: Area, random: Random, today: date) -> None:
    """Write households of three townships, both links, visits of the last months, and this quarter's great visit."""
    for plan in TOWNSHIPS:
        if plan.name in HOUSEHOLDS:
            unit = Area.objects.within(county).units().get(name=plan.name)
            needs = _households(unit, plan.streets, HOUSEHOLDS[plan.name], random)
            pairs = _pairs(unit, needs, UNPAIRED.get(plan.name, 0), random, today)
            _visits(pairs, random, today)
            _links(unit, today)
            _pairs_of_the_walk(unit, today)
    _campaign(Area.objects.within(county).units().get(name="紧水滩镇"), today)
    _findings(random, today)


def _households(unit: Area, streets: dict[str, int], number: int, random: Random) -> list[Need]:
    villages = list(Area.objects.points().filter(unit=unit).order_by("code"))
    homes: list[Area] = []
    for street, weight in streets.items():
        points = (
            Area.objects.points().filter(unit__name=street, kind="community").select_related("unit").order_by("code")
        )
        homes += list(points) * weight
    needs, rows = [], []
    for at, pk in enumerate(allocate_ids(Household, number)):
        village = villages[at % len(villages)] if random.random() < 0.5 else random.choice(villages)
        stays = random.random() < 0.1
        home = village if stays else random.choice(homes)
        head = random.choice(SHE_SURNAMES if random.random() < 0.15 else SURNAMES) + random.choice(GIVEN)
        phone = f"16906{unit.pk % 10}{at:05d}"
        address = f"{village.short_name}{random.randint(1, 60)}号" if stays else invented_address(random)
        moved = None if stays else date(random.randint(2008, 2024), random.randint(1, 12), 1)
        care, members = random.random() < 0.08, random.choice((1, 2, 2, 3, 3, 4, 4, 5))
        prints = (head, head_digest(head), phone, household_phone_digest(phone))
        rows.append((pk, *prints, village.pk, home.pk, "", address, members, care, moved))
        needs.append(Need(pk, village.pk, home.pk, home.unit_id))
    copy_in(Household, NAMES, rows)
    return needs


def _pairs(unit: Area, needs: list[Need], unpaired: float, random: Random, today: date) -> list[tuple[int, int]]:
    """Match the households once each, but the share that waits; return (household, deputy) pairs."""
    people = list(pairing_pool(unit).select_related("residence"))
    matched = [need for need in needs if random.random() >= unpaired]
    answer = matching.propose(keepers_of(people), matched, high=household_targets().high)
    pairs = [(pk, keeper) for pk, keeper in answer.keeper_of.items() if keeper is not None]
    began = today - timedelta(days=400)
    names = ("deputy_id", "household_id", "began_on", "source", "made_by")
    lines = [(keeper, pk, began, str(PairSource.PROPOSAL), clerk_of(unit)) for pk, keeper in pairs]
    copy_in(HouseholdPair, names, lines)
    return pairs


def _pairs_of_the_walk(unit: Area, today: date) -> None:
    """Give the deputies with an account who have no household yet eight of those that wait, for the walk on the phone."""
    held = HouseholdPair.objects.open().values("deputy")
    for deputy in Deputy.objects.filter(origin=unit, user__isnull=False).exclude(pk__in=held).order_by("pk"):
        waiting = Household.objects.of_unit(unit).unpaired().order_by("pk")[:8]
        made = [HouseholdPair(deputy=deputy, household=one, began_on=today - timedelta(days=200)) for one in waiting]
        HouseholdPair.objects.bulk_create(made)
        Visit.objects.bulk_create(
            Visit(
                household=pair.household, deputy=deputy, on=today - timedelta(days=20 + 35 * at), recorded_by="代表本人"
            )
            for at, pair in enumerate(made[:5])
        )


def _links(unit: Area, today: date) -> None:
    leaders = list(pairing_pool(unit, CongressLevel.COUNTY).select_related("residence"))
    own = {leader.pk for leader in leaders}
    members = [one for one in pairing_pool(unit).select_related("residence") if one.pk not in own]
    needs = [Need(one.id, one.village, one.community, one.street) for one in keepers_of(members)]
    answer = matching.propose(keepers_of(leaders), needs, high=member_targets().high)
    DeputyPair.objects.bulk_create(
        DeputyPair(
            leader_id=leader,
            member_id=member,
            began_on=today - timedelta(days=400),
            source=PairSource.PROPOSAL,
            made_by=clerk_of(unit),
        )
        for member, leader in answer.keeper_of.items()
        if leader is not None
    )


def _visits(pairs: list[tuple[int, int]], random: Random, today: date) -> None:
    """Write visits of the last year: some deputies go often, some seldom; one visit in eight finds nobody at home."""
    zeal = {deputy: random.choice((0.15, 0.4, 0.6, 0.8)) for deputy in sorted({deputy for _, deputy in pairs})}
    visits = []
    for household, deputy in pairs:
        for _ in range(2):
            if random.random() > zeal[deputy]:
                continue
            day = today - timedelta(days=random.randint(0, 75) if random.random() < 0.6 else random.randint(76, 300))
            visits.append(
                Visit(
                    household_id=household,
                    deputy_id=deputy,
                    on=day,
                    way=random.choices(list(ContactWay), (70, 8, 7, 15))[0],
                    outcome=VisitOutcome.NOBODY if random.random() < 0.12 else VisitOutcome.MET,
                    recorded_by="代表本人",
                    created_at=moment(day, 20),
                )
            )
    Visit.objects.bulk_create(visits, batch_size=2000)


def _campaign(unit: Area, today: date) -> None:
    first, last = quarter_of(today)
    VisitCampaign.objects.create(
        title=f"{QUARTERS[(today.month - 1) // 3]}季度大走访",
        area=unit,
        begins_on=first,
        ends_on=last,
        goal=90,
        note="先走访重点关心的户。",
        created_by=clerk_of(unit),
    )


def _findings(random: Random, today: date) -> None:
    """Write what some visits found, dealt with on the spot by the office."""
    visits = list(Visit.objects.filter(way=ContactWay.VISIT, outcome=VisitOutcome.MET).order_by("pk")[:400])
    for at, visit in enumerate(random.sample(visits, min(12, len(visits)))):
        category, text, result = FOUND[at % len(FOUND)]
        VisitFinding.objects.create(
            visit=visit,
            category=category,
            text=text,
            state=FindingState.SORTED,
            result=result,
            found_by="代表本人",
            found_at=moment(visit.on, 20),
            sorted_at=moment(min(today, visit.on + timedelta(days=5)), 10),
        )
