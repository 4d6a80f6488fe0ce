"""Records that were joined, and told apart."""

import factory

from deputies.merges.models import Distinction, Merge
from tests.factories.deputies import DeputyFactory


class MergeFactory(factory.django.DjangoModelFactory):
    """A record of `kept`'s township that was joined into `kept`; nothing hung on it."""

    class Meta:
        model = Merge

    gone_id = factory.Sequence(lambda n: 900_000 + n)
    gone_name = factory.LazyAttribute(lambda obj: obj.kept.name)
    origin = factory.LazyAttribute(lambda obj: obj.kept.origin)
    reason = "本人确认"
    journal = factory.LazyFunction(list)
    created_by = "赤石干事"


class DistinctionFactory(factory.django.DjangoModelFactory):
    """`first` and a later record of the same name are two people."""

    class Meta:
        model = Distinction

    second = factory.LazyAttribute(lambda obj: DeputyFactory(origin=obj.first.origin, name=obj.first.name))
    reason = "身份证号不同"
    created_by = "赤石干事"
