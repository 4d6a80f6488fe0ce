"""The nine models of the demo county alive: teams with deputies and others, what they held this year, topics, invitations."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.db.models import F

from deputies.associates.enums import AssociateKind, ChosenWay
from deputies.associates.models import Associate
from deputies.associates.workflow import enter_associate
from deputies.people.models import Deputy
from deputies.teams.enums import TeamRole
from deputies.teams.models import Team, TeamMember
from liaison.brands.models import Brand
from liaison.brands.workflow import start_brand
from liaison.demo.making import DEMO, came, held_from, moment
from liaison.demo.names import invented_names, invented_phones
from liaison.obligations.enums import EvidenceKind
from liaison.obligations.models import Obligation, ObligationTemplate
from stations.activities.enums import GROUPS, ActivityKind, InvitationState, InviteeGroup, TopicState
from stations.activities.models import Activity, Invitation, Topic
from stations.places.enums import StationKind
from stations.places.models import Station
from stations.presence.enums import CheckInWay
from stations.presence.models import CheckIn
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.kit.workdays import next_workday

RUNS = (  # plan, unit that leads, partner, units whose communities it serves
    ("help-teams", "崇头镇", "", "元和街道"),
    ("five-ones", "石塘镇", "", "凤凰山街道"),
    ("one-m-n", "紧水滩镇", "", "元和街道"),
    ("direct-line", "赤石乡", "", "浮云街道"),
    ("resettlement-aid", "安溪畲族乡", "", "浮云街道"),
    ("joint-group", "白龙山街道", "雾溪畲族乡", "白龙山街道"),
    ("one-plus-four", "浮云街道", "", "浮云街道"),
    ("here-we-come", "元和街道", "", "元和街道"),
    ("three-plus-n", "凤凰山街道", "", "凤凰山街道"),
)
OTHERS = (
    (AssociateKind.GRID_WORKER, "网格员"),
    (AssociateKind.PARTY_MEMBER, "社区党员"),
    (AssociateKind.VILLAGE_CADRE, "村委会委员"),
    (AssociateKind.DELIBERATOR, "街道议事员"),
)
TOPICS = (
    "老旧小区电动车充电", "搬迁群众技能培训", "学校门口接送秩序", "安置小区物业收费", "社区老年食堂", "外来务工子女入学", "夜间施工噪声", "小区停车位共享", "农贸市场环境", "社区健身场地",
    "背街小巷照明", "垃圾分类投放点",
)  # fmt: skip


class Brands:
    """Writes the models; `random` decides who joins and which promise was kept."""

    def __init__(self, random: Random, today: date, by: User):
        self.random, self.today, self.by = random, today, by
        self.names, self.phones = invented_names(random), invented_phones()
        self.check_ins: list[CheckIn] = []

    def write(self, county: Area) -> None:
        """Start the nine on 1 January and let them work until today."""
        units = {unit.name: unit for unit in Area.objects.within(county).units()}
        for key, name, partner, served in RUNS:
            brand = start_brand(
                by=self.by,
                plan_key=key,
                unit=units[name],
                partner=units.get(partner),
                served_areas=list(Area.objects.within(units[served]).points().order_by("code")[:3]),
                started_on=date(self.today.year, 1, 1),
            )
            people = self._people(brand)
            for team in brand.teams.order_by("pk"):
                self._fill(brand, team, [next(people) for _ in range(6)])
            for rule in brand.rules.select_related("team").order_by("pk"):
                self._work(brand, rule)
        CheckIn.objects.bulk_create(self.check_ins)

    def _people(self, brand: Brand) -> Iterator[Deputy]:
        """Yield deputies of the units and those who live there, in turn, those with an account first."""
        units = [area.pk for area in brand.areas]
        rows = Deputy.objects.serving().filter(origin__in=units) | Deputy.objects.serving().filter(
            residence__unit__in=units
        )
        found = list(rows.distinct().order_by(F("user_id").asc(nulls_last=True), "pk")[:40])
        while True:
            yield from found

    def _fill(self, brand: Brand, team: Team, deputies: list[Deputy]) -> None:
        heads = [
            (TeamRole.HEAD, brand.unit, "人大街道工委主任"),
            (TeamRole.FIRST_DEPUTY_HEAD, brand.partner, "乡人大主席"),
        ]
        members = []
        for role, side, post in heads if brand.partner else ():
            official = self._associate(side, AssociateKind.OFFICIAL, f"{side.name}{post}", team)
            members.append(TeamMember(team=team, role=role, side=side, associate=official))
        for at, deputy in enumerate({person.pk: person for person in deputies}.values()):
            role = TeamRole.HEAD if at == 0 and not brand.partner else TeamRole.MEMBER
            members.append(TeamMember(team=team, deputy=deputy, role=role, side=deputy.origin))
        for at, (kind, post) in enumerate(OTHERS):
            role = TeamRole.LIAISON if at == 0 else TeamRole.MEMBER
            other = self._associate(brand.unit, kind, f"{brand.unit.short_name}{post}", team)
            members.append(TeamMember(team=team, role=role, side=brand.unit, associate=other))
        for member in members:
            member.joined_on = team.begins_on + timedelta(days=self.random.randint(0, 20))
        TeamMember.objects.bulk_create(members)

    def _associate(self, area: Area, kind: AssociateKind, post: str, team: Team) -> Associate:
        """Enter somebody into the register; 议事员 for three years, after the list was made public."""
        chosen = {}
        if kind == AssociateKind.DELIBERATOR:
            chosen = {
                "chosen_by": ChosenWay.RESIDENTS,
                "announced_on": team.begins_on - timedelta(days=10),
                "ends_on": date(team.begins_on.year + 2, 12, 31),
            }
        facts = {"name": next(self.names)[0], "post": post, "phone": next(self.phones), "begins_on": team.begins_on}
        return enter_associate(by=self.by, area=area, kind=kind, **facts, **chosen)

    def _work(self, brand: Brand, rule: ObligationTemplate) -> None:
        """Hold what a promise asks for in most of its periods that have begun."""
        if rule.team is None or rule.evidence not in (EvidenceKind.ACTIVITY, EvidenceKind.TOPIC):
            return
        obligations = Obligation.objects.filter(template=rule, period_from__lte=self.today).order_by("period_from")
        for obligation in obligations:
            is_running = obligation.period_to > self.today
            if self.random.random() > (0.5 if is_running else 0.85):
                continue
            span = (min(obligation.due_on, self.today - timedelta(days=1)) - obligation.period_from).days
            if span < 1:
                continue
            day = next_workday(obligation.period_from + timedelta(days=self.random.randint(0, span)))
            if day < self.today:
                activity = self._hold(brand, rule, day)
                if rule.evidence == EvidenceKind.TOPIC:
                    self._discuss(brand, rule, activity, day)
                elif brand.plan_key == "three-plus-n":
                    self._invite(brand, activity)

    def _hold(self, brand: Brand, rule: ObligationTemplate, day: date) -> Activity:
        kind = rule.activity_kinds[0] if rule.activity_kinds else ActivityKind.COMMUNITY
        if rule.evidence == EvidenceKind.TOPIC:
            kind = ActivityKind.DELIBERATION
        station = Station.objects.active().filter(kind=StationKind.AREA, organising_area=brand.unit).first()
        facts = {
            "organising_area": brand.unit,
            "station": station,
            "place": station.name if station else brand.unit.name,
        }
        starts = moment(day, self.random.choice([9, 14]))
        activity = held_from(starts, self.today, title=f"{rule.team}{rule.title}", kind=kind, team=rule.team, **facts)
        activity.save()
        for member in rule.team.members.filter(deputy__isnull=False):
            if self.random.random() < 0.75:
                minutes = self.random.randint(-15, 15)
                self.check_ins.append(came(activity, member.deputy_id, CheckInWay.ACTIVITY_CODE, minutes, "brand"))
        return activity

    def _discuss(self, brand: Brand, rule: ObligationTemplate, activity: Activity, day: date) -> None:
        """Write the month's topic: studied, discussed at `activity`, then supervised; the older ones closed."""
        title = TOPICS[(day.month - 1) % len(TOPICS)]
        is_old = (self.today - day).days > 90
        topic = Topic(
            title=title,
            area=brand.unit,
            team=rule.team,
            month=day.replace(day=1),
            reason="群众反映较多",
            activity=activity,
            studied_on=max(day - timedelta(days=7), day.replace(day=1)),
            study_note="学习有关法规和外地做法。",
            outcome="议定意见三条，交有关单位办理。",
            state=TopicState.CLOSED if is_old else TopicState.SUPERVISING,
            created_by=DEMO,
        )
        if is_old:
            topic.conclusion, topic.closed_on = "现场查看，已整改到位。", day + timedelta(days=60)
        topic.save()

    def _invite(self, brand: Brand, activity: Activity) -> None:
        """Invite the four kinds of deputies."""
        serving = Deputy.objects.serving().order_by("pk")
        groups = {
            InviteeGroup.OWN: serving.filter(origin=brand.unit),
            InviteeGroup.ZONE: serving.filter(origin__kind="zone"),
            InviteeGroup.LIVING_HERE: serving.filter(residence__unit=brand.unit).exclude(origin=brand.unit),
            InviteeGroup.LEFT_PLACES: serving.filter(origin__name="石塘镇").exclude(residence__unit=brand.unit),
        }
        asked: dict[int, Invitation] = {}
        for group in GROUPS:
            people = list(groups[InviteeGroup(group)][:30])
            for deputy in self.random.sample(people, min(len(people), 4)):
                state = self.random.choice([InvitationState.COMING, InvitationState.COMING, InvitationState.INVITED])
                asked.setdefault(deputy.pk, Invitation(activity=activity, deputy=deputy, group=group, state=state))
        Invitation.objects.bulk_create(asked.values())


def write_brands(random: Random, today: date, county: Area, by: User) -> None:
    """Start the nine models and let them work; their obligations are closed with the others."""
    Brands(random, today, by).write(county)
