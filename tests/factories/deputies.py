"""Terms, deputies and mandates."""

from datetime import date

import factory

from deputies.mandates.models import CongressTerm, ElectoralDistrict, Mandate
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy, ResidenceSpell
from deputies.teams.enums import TeamKind
from deputies.teams.models import Team, TeamMember
from yunhe.privacy import digest


class CongressTermFactory(factory.django.DjangoModelFactory):
    """The seventeenth term of `area`."""

    class Meta:
        model = CongressTerm
        django_get_or_create = ("area", "number")

    level = CongressLevel.TOWNSHIP
    number = 17


class DeputyFactory(factory.django.DjangoModelFactory):
    """A deputy of `origin`; pass `residence` for one who lives elsewhere."""

    class Meta:
        model = Deputy

    name = factory.Sequence(lambda n: f"代表{n}")
    name_pinyin = factory.LazyAttributeSequence(lambda obj, n: f"daibiao {n:05d}")
    name_initials = "db"
    phone = factory.Sequence(lambda n: f"1690578{n:04d}")
    phone_digest = factory.LazyAttribute(lambda obj: digest(obj.phone, purpose="phone"))


class MandateFactory(factory.django.DjangoModelFactory):
    """A township mandate in force, in the term of the deputy's origin."""

    class Meta:
        model = Mandate

    deputy = factory.SubFactory(DeputyFactory)
    level = CongressLevel.TOWNSHIP
    term = factory.LazyAttribute(lambda obj: CongressTermFactory(area=obj.deputy.origin, level=obj.level))


class ResidenceSpellFactory(factory.django.DjangoModelFactory):
    """A stay of `deputy` at `area`."""

    class Meta:
        model = ResidenceSpell

    deputy = factory.SubFactory(DeputyFactory)


class TeamFactory(factory.django.DjangoModelFactory):
    """A service team of `area`; pass `partner` for a joint one."""

    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"服务队{n}")
    kind = TeamKind.SERVICE
    begins_on = date(2026, 1, 1)


class TeamMemberFactory(factory.django.DjangoModelFactory):
    """A deputy's membership in `team`."""

    class Meta:
        model = TeamMember

    joined_on = date(2026, 1, 1)


class ElectoralDistrictFactory(factory.django.DjangoModelFactory):
    """A district of `term` in `area`."""

    class Meta:
        model = ElectoralDistrict

    name = factory.Sequence(lambda n: f"第{n}选区")
