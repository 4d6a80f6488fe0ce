"""Forms of congress terms, electoral districts and mandates."""

from typing import Any

from django import forms
from django.utils import timezone

from deputies.mandates.models import CongressTerm, ElectoralDistrict
from deputies.people.enums import CongressLevel
from deputies.people.forms import RecordForm
from deputies.people.likeness import like_in_county
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import TOWNSHIPS, AreaKind
from yunhe.areas.models import Area
from yunhe.web.forms.fields import DayField

LEVELS = [(level.value, f"{level.label}人大代表") for level in (CongressLevel.COUNTY, CongressLevel.TOWNSHIP)]

COMPARED = ("name", "former_name", "phone", "born_on", "born_precision")
ALIKE_SHOWN = 3


class TermForm(forms.Form):
    """A term of one congress."""

    number = forms.IntegerField(label="届数", min_value=1, max_value=99, help_text="例如第十七届填 17")
    begins_on = DayField("开始日期", required=False)
    ends_on = DayField("结束日期", required=False)


class NewTermForm(TermForm):
    """A new term: whose congress it is, first."""

    area = forms.ModelChoiceField(Area.objects.none(), label="行政区域", empty_label=None)

    field_order = ("area", "number", "begins_on", "ends_on")

    def __init__(self, *args, user, **kwargs):
        """user: offers the counties and townships whose terms the user keeps."""
        super().__init__(*args, **kwargs)
        own = scope_of(user).areas(*OFFICES)
        kinds = (*TOWNSHIPS, AreaKind.COUNTY)
        self.fields["area"].queryset = Area.objects.within(*own).filter(kind__in=kinds).current()


class DistrictsForm(forms.Form):
    """Districts of a term, one a line."""

    area = forms.ModelChoiceField(Area.objects.none(), label="所在乡镇、街道", empty_label=None)
    names = forms.CharField(
        label="选区名称",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一个，例如：第1选区；已有的不会重复添加",
    )

    def clean_names(self) -> list[str]:
        """One name a line."""
        return self.cleaned_data["names"].splitlines()

    def __init__(self, *args, term: CongressTerm, **kwargs):
        """term: decides in which units a district may lie."""
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.within(term.area).units().current()


class OriginForm(forms.Form):
    """First step of entering a deputy: where elected, at which level."""

    origin = forms.ModelChoiceField(Area.objects.none(), label="流出地（原选区所在乡镇、街道）", empty_label="请选择")
    level = forms.ChoiceField(label="层级", choices=LEVELS)

    def __init__(self, *args, user, **kwargs):
        """user: offers only the units for which the user keeps files."""
        super().__init__(*args, **kwargs)
        own = scope_of(user).areas(*OFFICES)
        self.fields["origin"].queryset = Area.objects.within(*own).units().current()
        if self.fields["origin"].queryset.count() == 1:
            self.fields["origin"].initial = self.fields["origin"].queryset.get()


class DistrictField(forms.ModelChoiceField):
    """A district, named with its term: the same number comes again in every term."""

    def label_from_instance(self, district: ElectoralDistrict) -> str:
        """Return 第17届 第2选区."""
        return f"第{district.term.number}届 {district.name}"


class MandateForm(forms.Form):
    """A mandate: term and district of one level."""

    term = forms.ModelChoiceField(CongressTerm.objects.none(), label="届次", empty_label="请选择")
    district = DistrictField(ElectoralDistrict.objects.none(), label="选区", required=False, empty_label="未填")

    def __init__(self, *args, origin: Area, level: str, **kwargs):
        """origin, level: which terms and districts are offered."""
        super().__init__(*args, **kwargs)
        self.level = level
        area = origin if level == CongressLevel.TOWNSHIP else origin.parent
        self.fields["term"].queryset = CongressTerm.objects.filter(level=level, area=area)
        self.fields["term"].initial = self.fields["term"].queryset.serving_on(timezone.localdate()).first()
        districts = ElectoralDistrict.objects.filter(term__level=level, area=origin).select_related("term")
        self.fields["district"].queryset = districts.order_by("-term__number", "number", "name")

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the verb."""
        return {**self.cleaned_data, "level": self.level}


class EnterForm(RecordForm):
    """Second step of entering a deputy: the record with the first mandate.

    Where the register of the county holds somebody alike, it asks first whether this is another person.
    """

    GROUPS = (("代表资格", ("term", "district")), *RecordForm.GROUPS)

    def __init__(self, *args, origin: Area, level: str, **kwargs):
        """origin, level: as in MandateForm."""
        super().__init__(*args, origin=origin, **kwargs)
        self.mandate = MandateForm(origin=origin, level=level)
        self.fields.update(self.mandate.fields)
        self.fields["is_other"] = forms.BooleanField(label="核对过了，不是同一人，另建档案", required=False)
        self.alike: list[str] = []

    def clean(self):
        """Refuse somebody who looks like a deputy of the county, until it is said that this is another person."""
        data = super().clean()
        if data.get("name"):
            found = like_in_county(self.origin, **{name: data.get(name) for name in COMPARED})
            self.alike = [f"{deputy.origin}{deputy.name}（{why.label}）" for deputy, why in found[:ALIKE_SHOWN]]
        if self.alike and not data.get("is_other"):
            names = "、".join(self.alike)
            self.add_error(
                "is_other", f"名册里已有{names}。是同一人的请在那份档案里补充；确是另一个人，请勾选后再保存。"
            )
        return data

    def groups(self):
        """Return the groups of the page, first the question whether this is another person, where it is asked."""
        asked = [("是不是同一个人", [self["is_other"]])] if self.alike else []
        return [*asked, *super().groups()]

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the verb."""
        data = self.cleaned_data
        return {**super().facts(), "level": self.mandate.level, "term": data["term"], "district": data["district"]}
