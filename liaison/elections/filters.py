"""How the lines of an election are narrowed."""

from django_filters import ChoiceFilter

from liaison.elections.enums import Outcome
from yunhe.web.lists.filters import Filters, OneOf


class ElectionLineFilter(Filters):
    """Lines by outcome, and those that could not be carried out."""

    outcome = ChoiceFilter(choices=Outcome, label="去留", empty_label="全部")
    refused = OneOf("办理", yes=("没有办成", lambda rows: rows.exclude(refusal="")))
