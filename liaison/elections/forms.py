"""Forms of an election."""

from django import forms
from django.utils import timezone

from deputies.mandates.models import CongressTerm
from yunhe.web.forms.fields import DayField


class PrepareForm(forms.Form):
    """From which term, to which number, on what day."""

    old = forms.ModelChoiceField(label="届满的届次", queryset=CongressTerm.objects.none())
    number = forms.IntegerField(label="新一届届数", min_value=1, max_value=99, widget=forms.NumberInput())
    on = DayField(
        "换届日期", initial=timezone.localdate, help_text="新一届第一次会议开幕的日期，可以先登记、到日再办理。"
    )

    def __init__(self, *args, terms, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old"].queryset = terms
        if (only := list(terms[:2])) and len(only) == 1:
            self.initial |= {"old": only[0].pk, "number": only[0].number + 1}
