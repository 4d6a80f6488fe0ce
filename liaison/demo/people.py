"""Terms, districts, deputies, mandates and residence history of the demo county."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from deputies.mandates.models import CongressTerm, ElectoralDistrict, Mandate
from deputies.people.enums import EDUCATIONS, PARTIES, CongressLevel, DatePrecision, Gender, OccupationClass
from deputies.people.models import Deputy, ResidenceSpell, phone_digest
from deputies.people.naming import pinyin_of
from liaison.demo.making import DEMO
from liaison.demo.names import OCCUPATION_WEIGHTS, SPECIALITIES, WORK, invented_address, invented_names, invented_phones
from liaison.demo.plan import OUTSIDE_PLACES, STREET_DEPUTIES, TERM_NUMBER, TOWNSHIPS, TownshipPlan
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area

ELECTED_ON = date(2022, 1, 10)


@dataclass
class Person:
    """A deputy to be written, with the levels of the mandates."""

    deputy: Deputy
    levels: tuple[str, ...]


class People:
    """Invents the deputies of one county; `write` puts them into the registers."""

    def __init__(self, county: Area, random: Random):
        self.random = random
        self.county = county
        self.names = invented_names(random)
        self.phones = invented_phones()
        self.units = {unit.name: unit for unit in Area.objects.within(county).units()}
        self.points: dict[int, list[Area]] = {}
        for point in Area.objects.within(county).points().select_related("unit"):
            self.points.setdefault(point.unit_id, []).append(point)
        self.persons: list[Person] = []

    def invent(self) -> None:
        """Fill `persons` by the plan: townships first, then streets and the zone."""
        for plan in TOWNSHIPS:
            self._township(plan)
        for name, number in STREET_DEPUTIES.items():
            unit = self.units[name]
            for _ in range(number):
                home = unit if self.points.get(unit.pk) else self.units[self.random.choice(list(TOWNSHIPS[0].streets))]
                self._person(unit, (CongressLevel.COUNTY,), residence=self._point(home))

    def _township(self, plan: TownshipPlan) -> None:
        unit = self.units[plan.name]
        both = (CongressLevel.COUNTY, CongressLevel.TOWNSHIP)
        for _ in range(plan.dual):
            self._person(unit, both, residence=self._in_town(plan))
        for level, (elected, in_town) in ((CongressLevel.COUNTY, plan.county), (CongressLevel.TOWNSHIP, plan.township)):
            for place in range(plan.dual, elected):
                if place < in_town:
                    self._person(unit, (level,), residence=self._in_town(plan))
                elif self.random.random() < 0.8:
                    self._person(unit, (level,), residence=self._point(unit))
                elif self.random.random() < 0.5:
                    other = self.units[self.random.choice([p.name for p in TOWNSHIPS if p.name != plan.name])]
                    self._person(unit, (level,), residence=self._point(other))
                else:
                    self._person(unit, (level,), outside=self.random.choice(OUTSIDE_PLACES))

    def _in_town(self, plan: TownshipPlan) -> Area:
        street = self.random.choices(list(plan.streets), list(plan.streets.values()))[0]
        return self._point(self.units[street])

    def _point(self, unit: Area) -> Area:
        points = self.points[unit.pk]
        weights = [4 if point.kind == AreaKind.COMMUNITY else 1 for point in points]
        return self.random.choices(points, weights)[0]

    def _person(
        self, origin: Area, levels: tuple[str, ...], *, residence: Area | None = None, outside: str = ""
    ) -> None:
        random = self.random
        name, ethnicity = next(self.names)
        phone = next(self.phones)
        pinyin, initials = pinyin_of(name)
        village = random.choice(self.points.get(origin.pk) or self.points[self.units["元和街道"].pk])
        occupation = random.choices(list(OCCUPATION_WEIGHTS), list(OCCUPATION_WEIGHTS.values()))[0]
        work = random.choice(WORK[occupation]).format(village=village.short_name.removesuffix("村"))
        at_home = residence is not None and residence.unit_id == origin.pk
        self.persons.append(
            Person(
                Deputy(
                    name=name,
                    name_pinyin=pinyin,
                    name_initials=initials,
                    gender=random.choices([Gender.MALE, Gender.FEMALE], [62, 38])[0],
                    ethnicity=ethnicity,
                    born_on=date(random.randint(1962, 1998), random.randint(1, 12), 1),
                    born_precision=DatePrecision.MONTH,
                    party=random.choices(PARTIES, [62, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 24])[0],
                    education=random.choices(EDUCATIONS, [3, 22, 24, 8, 4, 20, 15, 3, 1])[0],
                    employment=work,
                    occupation=OccupationClass(occupation),
                    specialities="、".join(random.sample(SPECIALITIES, random.choice([0, 1, 1, 2]))),
                    origin=origin,
                    home_village=village if village.unit_id == origin.pk else None,
                    household_at_home=True if at_home else random.choices([True, None, False], [80, 17, 3])[0],
                    residence=residence,
                    residence_outside=outside,
                    resides_since=None if at_home else date(random.randint(2012, 2024), random.randint(1, 12), 1),
                    phone=phone,
                    phone_digest=phone_digest(phone),
                    address="" if outside else (f"{village.short_name}" if at_home else invented_address(random)),
                ),
                levels,
            )
        )

    def write(self) -> list[Deputy]:
        """Write terms, districts, deputies, mandates and residence spells; return the deputies in order."""
        Deputy.objects.bulk_create([person.deputy for person in self.persons])
        districts = self._districts()
        Mandate.objects.bulk_create(
            Mandate(
                deputy=person.deputy,
                level=level,
                term=districts[level, person.deputy.origin_id][0].term,
                district=self.random.choice(districts[level, person.deputy.origin_id]),
                began_on=ELECTED_ON,
            )
            for person in self.persons
            for level in person.levels
        )
        ResidenceSpell.objects.bulk_create(self._spells())
        return [person.deputy for person in self.persons]

    def _districts(self) -> dict[tuple[str, int], list[ElectoralDistrict]]:
        made: dict[tuple[str, int], list[ElectoralDistrict]] = {}
        county_term = CongressTerm.objects.create(
            level=CongressLevel.COUNTY, area=self.county, number=TERM_NUMBER, begins_on=ELECTED_ON
        )
        for unit in self.units.values():
            terms = [(CongressLevel.COUNTY, county_term, 6)]
            if unit.kind in (AreaKind.TOWN, AreaKind.TOWNSHIP):
                own = CongressTerm.objects.create(
                    level=CongressLevel.TOWNSHIP, area=unit, number=TERM_NUMBER, begins_on=ELECTED_ON
                )
                terms.append((CongressLevel.TOWNSHIP, own, 15))
            for level, term, number in terms:
                made[level, unit.pk] = ElectoralDistrict.objects.bulk_create(
                    ElectoralDistrict(term=term, area=unit, number=n, name=f"第{n}选区") for n in range(1, number + 1)
                )
        return made

    def _spells(self) -> Iterator[ResidenceSpell]:
        for person in self.persons:
            deputy = person.deputy
            moved = deputy.resides_since
            if moved and deputy.home_village_id:
                yield ResidenceSpell(
                    deputy=deputy, area=deputy.home_village, ends_on=moved, source="名册导入", recorded_by=DEMO
                )
            yield ResidenceSpell(
                deputy=deputy,
                area=deputy.residence,
                outside=deputy.residence_outside,
                address=deputy.address,
                begins_on=moved,
                source="登记报到" if moved else "名册导入",
                recorded_by=DEMO,
            )
