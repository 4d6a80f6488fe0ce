"""Loading the demo county, in one transaction, into a database that has areas and no deputies."""

from random import Random

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.demo.accounts import write_accounts, write_deputy_accounts
from liaison.demo.activities import write_proceedings
from liaison.demo.affairs import write_keeping
from liaison.demo.annual_reports import write_reports
from liaison.demo.brands import write_brands
from liaison.demo.concerns import write_concerns
from liaison.demo.councils import write_councils
from liaison.demo.discrepancies import write_discrepancies
from liaison.demo.documents import write_documents
from liaison.demo.elections import write_term_change
from liaison.demo.funds import write_budgets
from liaison.demo.households import write_contacts
from liaison.demo.invitations import write_invitations
from liaison.demo.joint_meetings import write_joint_meetings
from liaison.demo.merges import write_merges
from liaison.demo.obligations import write_obligations
from liaison.demo.people import People
from liaison.demo.places import write_activities, write_codes, write_stations
from liaison.demo.plan import SEED
from liaison.demo.population import write_population
from liaison.demo.presence import write_presence
from liaison.demo.prints import write_prints
from liaison.demo.receptions import write_receptions
from liaison.demo.registrations import Registrations, join_groups
from liaison.demo.rotas import write_rotas
from liaison.demo.rounds import write_rounds
from liaison.demo.sessions import write_sessions
from liaison.demo.suggestions import write_suggestions
from liaison.demo.topics import write_topics_of_concerns
from liaison.demo.urgings import write_urgings
from liaison.registration.enums import RegistrationState
from stations.codes.jobs import render_missing_codes
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.jobs.errands import later


class DemoRefusedError(Exception):
    """The demo county cannot be loaded here; the text says why, in Chinese."""


def story_deputies(deputies: list[Deputy]) -> dict[str, tuple[Deputy, str | None]]:
    """Choose the deputies of the ten-minute walk: all of 赤石乡, living in 中山社区, one in each stage.

    Returns {sign-in name: (deputy, state of the file; None is no file)}.
    """
    living = [
        deputy
        for deputy in deputies
        if deputy.origin.name == "赤石乡" and deputy.residence_id and deputy.residence.unit.name == "浮云街道"
    ]
    stages = {
        "daibiao1": RegistrationState.URGED,
        "daibiao2": RegistrationState.VERIFIED,
        "daibiao3": RegistrationState.CO_MANAGED,
    }
    return {username: (deputy, state) for (username, state), deputy in zip(stages.items(), living, strict=False)}


def _seeded() -> Random:
    """Return chance that is the same every time; each writer has its own, so that none moves when another changes."""
    return Random(SEED)  # noqa: S311 invented data, not secrets


@transaction.atomic
def load_demo(county: Area) -> None:
    """Fill the registers of `county` with invented people, stations, files and rounds.

    Raises DemoRefusedError when deputies are there already. Dates are counted back from today.
    """
    if Deputy.objects.exists():
        raise DemoRefusedError("登记册里已有代表，演示数据只能装入空库。")
    random, today = _seeded(), timezone.localdate()
    users = write_accounts(county)
    by = users["xianrenda"]
    people = People(county, random)
    people.invent()
    deputies = people.write()
    story = story_deputies(deputies)
    zhongshan = Area.objects.within(county).get(name="中山社区")
    for deputy, _ in story.values():
        deputy.residence = zhongshan
        deputy.save(update_fields=["residence"])
        deputy.residence_spells.filter(ends_on__isnull=True).update(area=zhongshan)
    write_deputy_accounts({username: deputy for username, (deputy, _) in story.items()})
    write_stations(county, by)
    write_population(county, today.year - 1, by.display_name)
    Registrations(deputies, random, today).write(fixed={deputy.pk: state for deputy, state in story.values()})
    write_codes()
    write_activities(random, today)
    write_invitations(_seeded())
    write_receptions(_seeded(), today)
    write_rotas(_seeded(), today)
    write_keeping(_seeded(), today)
    write_prints(_seeded(), today, county, by)
    write_presence(_seeded(), today)
    write_rounds(random, today, by)
    write_discrepancies(_seeded())
    write_term_change(county, today)
    write_concerns(county, _seeded(), today)
    write_joint_meetings(_seeded(), today)
    write_reports(county, today)
    write_brands(_seeded(), today, county, by)
    write_councils(county, _seeded(), today, by)
    join_groups()
    write_obligations(_seeded(), today, county, by)
    write_suggestions(county, _seeded(), today)
    write_sessions(_seeded(), today)
    write_documents(county, by)
    write_contacts(county, _seeded(), today)
    write_proceedings(county, _seeded(), today)
    write_topics_of_concerns(by)
    write_budgets(county, today.year)
    write_merges(county, by)
    write_urgings(today, by)
    later(render_missing_codes)  # a worker draws the codes, now or once it has started
    record("oversight.load_demo", "装入演示数据", county, by=by, areas=[county], reason="人员均为虚构")
