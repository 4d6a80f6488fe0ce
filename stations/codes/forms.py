"""What people choose for printing."""

from typing import Any

from django import forms

from stations.codes.enums import SIZES, Layout
from stations.codes.queries import Choice
from stations.places.enums import StationKind
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.web.forms.fields import form_of

DEPUTIES = (("", "不打印代表码"), ("elected", "本单位选出的代表"), ("living", "居住在本单位的代表"), ("both", "选出的和居住的代表"))  # fmt: skip


def layout_field() -> forms.ChoiceField:
    """Return the choice between poster, wall card and heart card."""
    choices = [(layout.value, f"{layout.label}（{SIZES[layout]}）") for layout in Layout]
    return forms.ChoiceField(choices=choices, label="版式", widget=forms.RadioSelect, initial=Layout.WALL)


LayoutForm = form_of(layout=layout_field())


class ChoiceForm(forms.Form):
    """Which codes are printed, any mix of them."""

    layout = layout_field()
    station_kinds = forms.MultipleChoiceField(
        choices=StationKind.choices, label="联络站码", required=False, widget=forms.CheckboxSelectMultiple
    )
    deputies = forms.ChoiceField(choices=DEPUTIES, label="代表码", required=False)
    activities = forms.BooleanField(label="打印近期活动的活动码", required=False)
    unit = forms.ModelChoiceField(Area.objects.none(), label="单位", required=False, empty_label="全部单位")

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        units = Area.objects.units().current().within(*scope_of(user).areas()).order_by("order", "code")
        self.fields["unit"].queryset = units
        if not units.exists():
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        """Something must be chosen."""
        data = super().clean() or {}
        if not self.errors and not (data["station_kinds"] or data["deputies"] or data["activities"]):
            raise forms.ValidationError("请至少选择一类码：联络站码、代表码或活动码。")
        return data

    @property
    def choice(self) -> Choice:
        data = self.cleaned_data
        return Choice(tuple(data["station_kinds"]), data.get("unit"), data["deputies"], data["activities"])
