"""Choosing a place in a form; spellings of a place."""

import re
from itertools import groupby

from django import forms

from yunhe.areas.models import Area
from yunhe.areas.spelling import fold


class PointField(forms.ModelChoiceField):
    """A community or village, offered in groups by its street or township."""

    def __init__(self, **kwargs):
        """Take all current points; narrow with `within`."""
        points = Area.objects.points().current().select_related("unit")
        super().__init__(points, empty_label="请选择", **kwargs)
        self.error_messages["invalid_choice"] = "请从列表里选择社区或村。"

    def within(self, *areas: Area) -> None:
        """Offer the points of `areas` only, grouped by unit."""
        self.queryset = Area.objects.within(*areas).points().current().select_related("unit")
        points = self.queryset.order_by("unit__order", "unit_id", "order", "code")
        self.choices = [("", self.empty_label)] + [
            (unit.name, [(point.pk, point.short_name) for point in group])
            for unit, group in groupby(points, key=lambda point: point.unit)
        ]


class AreaField(forms.ModelChoiceField):
    """One area, named with its unit."""

    def label_from_instance(self, area: Area) -> str:
        """Return 浮云街道中山社区."""
        return area.full_name


class SpellingForm(forms.Form):
    """A spelling that offices write for `area`, or a name that it had."""

    text = forms.CharField(
        label="写法",
        max_length=80,
        help_text="名册里怎么写就怎么填，如小区、自然村、旧村名。空格和全半角不用区分。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_former_name = forms.BooleanField(label="是曾用名或已撤并的村（社区）", required=False)

    def __init__(self, area: Area, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.area = area

    def clean_text(self):
        """Return the folded spelling; refuse what is no name, and what is known already."""
        text = fold(self.cleaned_data["text"])
        if len(re.findall(r"[㐀-鿿]", text)) < 2:
            raise forms.ValidationError("写法至少要有两个汉字。")
        if self.area.aliases.filter(alias=text).exists():
            raise forms.ValidationError(f"“{text}”已经是{self.area.name}的写法，不必重复添加。")
        return text
