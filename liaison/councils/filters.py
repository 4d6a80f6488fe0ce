"""Narrowing of council meetings."""

from django_filters import ChoiceFilter

from liaison.councils.enums import CouncilState, ItemKind
from liaison.councils.models import AgendaItem
from yunhe.web.lists.filters import Filters, Mine, OneOf, UnitFilter, day_range


class CouncilFilter(Filters):
    """Whose, state, days, what was on the agenda."""

    unit = UnitFilter("area", label="单位", empty_label="全部单位")
    state = ChoiceFilter(choices=CouncilState, label="状态", empty_label="全部状态")
    agenda = ChoiceFilter(choices=ItemKind, label="议程有", method="by_agenda", empty_label="不限")
    due = OneOf("办理", hold=("到期待登记", lambda rows: rows.to_hold()))
    mine = Mine("单位", "本单位", lambda rows, user: rows.of_offices_of(user))
    since, until = day_range("on")

    def by_agenda(self, rows, name, kind):
        """Keep meetings with an item of `kind`."""
        return rows.filter(pk__in=AgendaItem.objects.filter(kind=kind).values("meeting"))
