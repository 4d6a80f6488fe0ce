"""Narrowing of urgings."""

from django_filters import ChoiceFilter

from liaison.urgings.enums import UrgingKind, UrgingState
from liaison.urgings.models import THINGS, Urging
from yunhe.web.lists.filters import Filters, Flag, Mine, OneOf, UnitFilter, day_range

LABELS = {name: str(Urging._meta.get_field(name).verbose_name) for name in THINGS}


class UrgingFilter(Filters):
    """Kind, what it is about, state, who has to do what, lateness, days."""

    kind = ChoiceFilter(choices=UrgingKind, label="类别", empty_label="全部类别")
    about = OneOf(
        "事项",
        **{
            name: (label, lambda rows, name=name: rows.filter(**{f"{name}__isnull": False}))
            for name, label in LABELS.items()
        },
    )
    state = ChoiceFilter(choices=UrgingState, label="状态", empty_label="全部状态")
    turn = Mine("等谁", "等我方答复", lambda rows, user: rows.to_answer_by(user))
    accept = Mine("认可", "等我方认可", lambda rows, user: rows.to_accept_by(user))
    late = Flag("逾期", "逾期未答复", lambda rows: rows.late())
    lead = UnitFilter("lead", label="主管单位", empty_label="全部")
    since, until = day_range("sent_at", is_moment=True)
