"""Who receives voters when."""

from datetime import date, time

import factory

from stations.rotas.models import Rota, Shift, Swap, Watch


class RotaFactory(factory.django.DjangoModelFactory):
    """The rota of `station` for 2026: on the 15th of every other month."""

    class Meta:
        model = Rota

    year = 2026
    starts = time(9)
    ends = time(11)
    created_by = "浮云干事"


class ShiftFactory(factory.django.DjangoModelFactory):
    """The reception day of 15 November 2026 of `rota`."""

    class Meta:
        model = Shift

    station = factory.SelfAttribute("rota.station")
    planned_on = factory.SelfAttribute("on")
    on = date(2026, 11, 15)
    starts = factory.SelfAttribute("rota.starts")
    ends = factory.SelfAttribute("rota.ends")


class WatchFactory(factory.django.DjangoModelFactory):
    """`deputy` is on watch at `shift`."""

    class Meta:
        model = Watch


class SwapFactory(factory.django.DjangoModelFactory):
    """The deputy of `watch` asks `colleague` to step in."""

    class Meta:
        model = Swap

    asked_by = factory.SelfAttribute("watch.deputy")
