"""How the list of suggestions is narrowed."""

import django_filters as filters

from deputies.people.enums import CongressLevel
from liaison.suggestions.enums import Opinion, SuggestionState
from liaison.suggestions.models import Suggestion
from stations.places.filters import units

LEVELS = [(level.value, level.label) for level in (CongressLevel.COUNTY, CongressLevel.TOWNSHIP)]


class SuggestionFilter(filters.FilterSet):
    """Suggestions by state, deadline, level, origin and opinion."""

    state = filters.ChoiceFilter(choices=SuggestionState.choices, label="状态", empty_label="不限")
    late = filters.ChoiceFilter(choices=(("1", "已超期"),), method="by_late", label="期限", empty_label="不限")
    level = filters.ChoiceFilter(choices=LEVELS, label="层级", empty_label="不限")
    origin = filters.ModelChoiceFilter(
        field_name="leader__origin", queryset=units, label="选出单位", empty_label="全部"
    )
    opinion = filters.ChoiceFilter(choices=Opinion.choices, label="代表意见", empty_label="不限")

    class Meta:
        model = Suggestion
        fields: tuple[str, ...] = ()

    def by_late(self, rows, name, value):
        """Suggestions past the time that the law sets."""
        return rows.late()
