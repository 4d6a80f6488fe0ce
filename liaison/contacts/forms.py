"""What people type about households and pairs."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model

from deputies.models import Deputy
from liaison.contacts import queries
from liaison.contacts.enums import CloseReason, PairEnd
from liaison.contacts.models import Household
from stations.forms import RefusableForm
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.forms import PointField
from yunhe.areas.models import Area

FACTS = ("head", "phone", "village", "community", "outside", "address", "members", "moved_on", "care", "remark")


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    """Return a date in the browser's own picker."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class HouseholdForm(RefusableForm):
    """One household."""

    head = forms.CharField(label="户主姓名", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.RegexField(
        r"^[0-9\-\s]{6,20}$",
        label="电话",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
        error_messages={"invalid": "电话只填数字，座机可带区号和短横。"},
    )
    village = PointField(label="户籍村")
    community = PointField(label="现居住社区（村）", required=False, help_text="搬到县外的不选，填下一栏。")
    moved_on = day_field("搬迁日期", required=False)

    def __init__(self, *args: Any, user: User, household: Household | None = None, **kwargs: Any):
        if household:
            kwargs["initial"] = {name: getattr(household, name) for name in FACTS}
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(Household, ("outside", "members", "care", "remark")))
        self.fields["address"] = forms.CharField(
            label="现住址", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
        )
        self.fields["head"].help_text = "姓名、电话、住址加密保存，查看会留痕。"
        self.fields["members"].help_text = "可不填。"
        self.fields["care"].help_text = "只记需要多上门看看，不记原因。"
        own = scope_of(user).areas()
        homes = [*own, household.village] if household else own
        self.fields["village"].within(*homes)
        counties = Area.objects.filter(path__in={f"{(area.path or '').split('/')[0]}/" for area in own})
        self.fields["community"].within(*counties)
        self.order_fields(FACTS)


class CloseForm(RefusableForm):
    """Why a household is kept no longer."""

    reason = forms.ChoiceField(label="原因", choices=CloseReason.choices)


class LoadedDeputyField(forms.ModelChoiceField):
    """A deputy, named with the number of households and the residence."""

    def label_from_instance(self, deputy: Deputy) -> str:
        """Return 张三（已联系 12 户 · 浮云街道中山社区）."""
        return f"{deputy.name}（已联系 {deputy.load} 户 · {deputy.residence_label}）"


class HouseholdPairForm(RefusableForm):
    """Who is to keep in touch with a household; those nearest to it come first."""

    deputy = LoadedDeputyField(Deputy.objects.none(), label="联系代表", empty_label="请选择代表")

    def __init__(self, *args: Any, household: Household, **kwargs: Any):
        super().__init__(*args, **kwargs)
        current = household.pairs.open().values("deputy")
        self.fields["deputy"].queryset = queries.near_deputies(household).exclude(pk__in=current)
        self.fields["deputy"].help_text = "同村、同社区、联系户数少的代表排在前面。"


class EndForm(RefusableForm):
    """Why a pair ends."""

    reason = forms.ChoiceField(
        label="原因",
        choices=[(value, PairEnd(value).label) for value in (PairEnd.MOVED, PairEnd.MISTAKE, PairEnd.OTHER)],
    )
