"""Forms of congress terms and electoral districts."""

from django import forms

from deputies.mandates.models import CongressTerm
from deputies.people.policies import OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import TOWNSHIPS, AreaKind
from yunhe.areas.models import Area


class TermForm(forms.Form):
    """A term of one congress."""

    number = forms.IntegerField(label="届数", min_value=1, max_value=99, help_text="例如第十七届填 17")
    begins_on = forms.DateField(label="开始日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label="结束日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))


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

    def __init__(self, *args, term: CongressTerm, **kwargs):
        """term: decides in which units a district may lie."""
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.within(term.area).units().current()
