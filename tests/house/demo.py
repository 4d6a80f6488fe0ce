"""The demo county with a row of everything in it, and the values of those arguments of addresses that are no row number."""

from collections.abc import Callable, Iterable
from types import SimpleNamespace

from django.core import signing
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import models
from django.db.models import Value
from django.utils import timezone

from deputies.people.models import Deputy
from deputies.teams.models import TeamMember
from liaison.annual_reports.models import ReportSection
from liaison.brands.catalogue import BY_KEY
from liaison.concerns import tickets
from liaison.concerns.following import OWNER, grant
from liaison.concerns.models import Concern, ConcernPhoto
from liaison.demo.load import load_demo
from liaison.desk.tables import LISTINGS
from liaison.joint_meetings.evidence import evidence_of
from liaison.joint_meetings.models import JointItem
from liaison.ledger.models import LedgerRound
from liaison.obligations.models import Obligation
from liaison.registration.models import Registration
from liaison.visits.models import Visit
from stations.codes.models import Code, Screen
from stations.codes.tasks import render_code
from stations.feeds.models import CalendarFeed
from stations.places.models import Station
from stations.presence.models import CheckIn
from stations.rotas.models import Watch
from tests.factories.annual_reports import AnnualReportFactory, DecisionFactory, ReportSectionFactory
from tests.factories.areas import AreaAliasFactory
from tests.factories.concerns import SECRET, ConcernPhotoFactory
from tests.factories.contacts import PairingProposalFactory, ProposalRowFactory
from tests.factories.documents import DocumentEditionFactory, DocumentFactory
from tests.factories.feeds import CalendarFeedFactory
from tests.factories.imports import ImportRowFactory, ImportRunFactory
from tests.factories.jobs import JobFactory
from tests.factories.ledger import RegisterKeeperFactory
from tests.factories.notices import DeliveryChoiceFactory, GroupRobotFactory, NoticeFactory
from tests.factories.obligations import ObligationEvidenceFactory
from tests.factories.registration import EligibilityAlarmFactory
from tests.factories.rotas import SwapFactory
from tests.factories.stations import StationFactory
from tests.factories.suggestions import CoSignerFactory, SuggestionFactory
from tests.factories.web import SavedViewFactory
from tests.house.people import DEMO, Person, everybody
from yunhe.accounts.models import Appointment, User
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.kit.moves import machines
from yunhe.notices import workflow as notices
from yunhe.notices.models import DeliveryChoice

VOTERS_CONCERNS = 12  # as many as one browser may hold


def build() -> tuple[Area, dict[str, Person]]:
    """Load the demo county, add what it lacks, and return it with everybody who tries its addresses."""
    call_command("load_areas", verbosity=0)
    county = Area.objects.get(kind=AreaKind.COUNTY)
    load_demo(county)
    held: dict = {}
    for concern in Concern.objects.order_by("state", "-pk").distinct("state")[:VOTERS_CONCERNS]:
        grant(SimpleNamespace(session=held), concern, SECRET, OWNER)  # type: ignore[arg-type] only the session is used
    people = everybody(county, held)
    _add_what_the_demo_lacks(county, people)
    return county, people


def _add_what_the_demo_lacks(county: Area, people: dict[str, Person]) -> None:
    """Make rows of what only comes about while people work: jobs, imports, notices, kept views, swaps, alarms …"""
    users = {name: person.user for name, person in people.items() if person.user}
    ours = Area.objects.within(county)
    fuyun, chishi = ours.get(name="浮云街道"), ours.get(name="赤石乡")
    for name in DEMO:
        NoticeFactory(recipient=users[name])
        SavedViewFactory(user=users[name])
        JobFactory(started_by=users[name])
    DeliveryChoiceFactory(user=users["residence"])
    GroupRobotFactory(area=fuyun)
    for state in ("preview", "confirmed", "failed"):
        ImportRowFactory(run=ImportRunFactory(area=chishi, uploaded_by=users["origin"], state=state))
    deputy = users["deputy"].deputy
    watch = Watch.objects.filter(deputy__user__isnull=False, swaps=None).order_by("-shift__on").first()
    if watch is not None:
        SwapFactory(watch=watch, colleague=Deputy.objects.exclude(pk=watch.deputy_id).first())
    CalendarFeedFactory(deputy=deputy)
    CalendarFeedFactory(station=Station.objects.filter(organising_area=fuyun).first(), user=users["residence"])
    for concern in Concern.objects.filter(state="assigned", handling_unit__isnull=False)[:2]:
        ConcernPhotoFactory(concern=concern)
    for held in Concern.objects.order_by("state", "-pk").distinct("state")[:VOTERS_CONCERNS]:
        ConcernPhotoFactory(concern=held)
    SuggestionFactory(leader=deputy)
    signed = SuggestionFactory(leader=Deputy.objects.filter(origin=chishi).exclude(pk=deputy.pk).first())
    CoSignerFactory(suggestion=signed, deputy=deputy)
    ReportSectionFactory(report=AnnualReportFactory(area=fuyun, year=2030))
    DecisionFactory(report=AnnualReportFactory(area=fuyun, year=2031, state="replied"))
    DeliveryChoiceFactory(user=users["county"], confirmed_at=None)
    StationFactory(
        organising_area=ours.get(name="东门社区"), parent=Station.objects.get(kind="area", organising_area=fuyun),
        name="旧址", is_active=False, closed_on=timezone.localdate(), close_reason="搬迁",
    )  # fmt: skip
    AreaAliasFactory(area=fuyun)
    render_code(Code.objects.filter(station__organising_area=fuyun, revoked_at=None).first().pk)
    paper = ContentFile(b"%PDF-1.4", "paper.pdf")
    JobFactory(started_by=users["county"], finished=True, result_file=paper)
    DocumentEditionFactory(
        document=DocumentFactory(area=county), file=ContentFile(b"%PDF-1.4", "edition.pdf"), fingerprint="0" * 64
    )
    obligation = Obligation.objects.undone().filter(unit=fuyun).first()
    ObligationEvidenceFactory(obligation=obligation, key="file-1", file=ContentFile(b"%PDF-1.4", "proof.pdf"))
    proposal = PairingProposalFactory(unit=chishi, state="computing")
    ProposalRowFactory(proposal=proposal, member=deputy)
    EligibilityAlarmFactory(mandate=deputy.mandates.first())
    RegisterKeeperFactory(area=chishi, user=users["origin"])


def own_rows(people: dict[str, Person]) -> dict[type[models.Model], list[models.Model]]:
    """Return the accounts of the demo and the deputies behind them."""
    users = [people[name].user for name in DEMO]
    areas = Area.objects.filter(pk__in=[row.area_id for row in Appointment.objects.filter(user__in=users)])
    return {Area: list(areas), User: users, Deputy: list(Deputy.objects.filter(user__in=users))}


def verbs_of(model: type[models.Model] | None) -> list[str]:
    """Return the verbs of the machine that moves `model`; of all machines while the model is not known."""
    states = None
    if model is not None:
        states = {value for field in model._meta.fields if field.name == "state" for value, _ in field.choices or ()}
    found = [machine for machine in machines if states is None or set(machine.states.values) == states]
    return list(dict.fromkeys(verb for machine in found for verb in machine.verbs))


def _tokens(_) -> Iterable[str]:
    codes = Code.objects.order_by("kind", "-pk").distinct("kind").values_list("token", flat=True)
    handed_over = Concern.objects.filter(handling_unit__isnull=False, state="assigned")[:2]
    mails = [signing.dumps([row.user_id, row.email], salt=notices.SALT) for row in DeliveryChoice.objects.all()]
    return [*codes, *mails, *(tickets.answer_ticket(concern.pk, concern.round) for concern in handed_over)]


def _secrets(_) -> Iterable[str]:
    return [row.secret for model in (Screen, CalendarFeed) for row in model.objects.order_by("-pk")[:3]]


def _pairs() -> Iterable[tuple[int, int]]:
    return Registration.objects.filter(state="co_managed").values_list("origin_id", "residence_id").distinct()[:6]


def _photos_for_units() -> Iterable[tuple[str, int]]:
    """Yield links to the photos of what units without accounts were handed."""
    for photo in ConcernPhoto.objects.filter(concern__handling_unit__isnull=False, concern__state="assigned")[:2]:
        yield tickets.answer_ticket(photo.concern_id, photo.concern.round), photo.pk


def _own_check_ins() -> Iterable[tuple[str, int]]:
    """Yield the pages that the demo's deputies see after a check-in by code."""
    for check_in in CheckIn.objects.filter(deputy__user__username__in=DEMO.values()).order_by("-pk")[:20]:
        for code in Code.objects.filter(station=check_in.station_id, activity=check_in.activity_id, revoked_at=None)[
            :1
        ]:
            yield code.token, check_in.pk


def _concerns_of_codes() -> Iterable[tuple[str, int]]:
    """Yield published concerns behind the codes of stations."""
    tokens = Code.objects.filter(station__isnull=False, revoked_at=None).values_list("token", flat=True)[:3]
    for concern in Concern.objects.filter(state__in=("received", "accepted", "assigned")).order_by("-pk")[:20]:
        yield from ((token, concern.pk) for token in tokens)


GIVEN: dict[str, Callable[[type[models.Model] | None], Iterable]] = {
    "verb": verbs_of,
    "answer": lambda _: ["accept", "decline", "withdraw"],
    "token": _tokens,
    "secret": _secrets,
    "number": lambda _: Concern.objects.order_by("state", "-pk").distinct("state").values_list("number", flat=True),
    "subject": lambda _: ["station", "deputy", "activity"],
    "picture": lambda _: ["png", "svg"],
    "size": lambda _: ["small", "large", "full"],
    "figure": lambda _: [*LISTINGS],
    "half": lambda _: LedgerRound.objects.values_list("half", flat=True),
    "register": lambda _: ["deputy-roster"],
    "scanner": lambda _: ["self", "deputy"],
    "nonce": lambda _: Visit.objects.order_by("-pk").values_list("nonce", flat=True)[:3],
}
PAIRS: dict[str | tuple[str, ...], Callable[[], Iterable[tuple]]] = {
    # picked out of a list in memory, drawn already, without a keeper yet: the newest row of a kind is none of these
    "ledger:keeper-name": lambda: Area.objects.filter(name__in=("赤石乡", "浮云街道")).values_list("pk"),
    "concerns:concern-leave-topic": lambda: Concern.objects.exclude(topic=None).values_list("pk"),
    ("pk", "figure"): lambda: [
        (pk, one) for pk in Area.objects.counties().values_list("pk", flat=True) for one in LISTINGS
    ],
    "teams:member-reveal": lambda: TeamMember.objects.filter(associate__isnull=False).values_list("pk")[:40],
    "urgings:urge-obligation": lambda: Obligation.objects.overdue().values_list("pk")[:40],
    "codes:code-image": lambda: Code.objects.exclude(images_made_at=None).values_list("pk").annotate(end=Value("png")),
    "places:keeper-ask": lambda: Station.objects.filter(kind="point", location_area__kind="village").values_list("pk")[
        :20
    ],
    ("origin", "residence"): _pairs,
    ("origin", "residence", "key"): lambda: [
        (origin, residence, one.key)
        for origin, residence in _pairs()
        for one in evidence_of(Area.objects.get(pk=origin), Area.objects.get(pk=residence), timezone.localdate().year)[
            :2
        ]
    ],
    ("pk", "key"): lambda: ReportSection.objects.order_by("report__state", "-pk").values_list("report_id", "key")[:12],
    ("key",): lambda: [(key,) for key in BY_KEY],
    ("token", "pk"): lambda: [*_photos_for_units(), *_own_check_ins(), *_concerns_of_codes()],
    ("number", "pk"): lambda: ConcernPhoto.objects.order_by("-pk").values_list("concern__number", "pk")[
        :VOTERS_CONCERNS
    ],
    ("pk", "other"): lambda: [tuple(Deputy.objects.filter(name="蓝水根").order_by("pk").values_list("pk", flat=True))],
    ("pk", "item"): lambda: JointItem.objects.order_by("meeting__state", "-pk").values_list("meeting_id", "pk")[:12],
}
