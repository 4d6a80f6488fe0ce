"""Choosing a place in a form."""

from itertools import groupby

from django import forms

from yunhe.areas.models import Area


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
        self.choices = [("", "请选择")] + [
            (unit.name, [(point.pk, point.short_name) for point in group])
            for unit, group in groupby(points, key=lambda point: point.unit)
        ]
