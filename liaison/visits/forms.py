"""Forms of visits, findings and campaigns."""

import uuid
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.associates.forms import AssociatesField
from deputies.associates.models import Associate
from deputies.people.models import Deputy
from liaison.concerns.enums import ConcernCategory
from liaison.concerns.workflow.intake import PHOTOS
from liaison.visits import queries
from liaison.visits.enums import CampaignSide, ContactWay, VisitOutcome
from liaison.visits.models import VisitCampaign
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import UNITS
from yunhe.areas.models import Area
from yunhe.pictures import PicturesField
from yunhe.spellings.forms import AreaField
from yunhe.web.forms.fields import DayField, WordsField, form_of


class VisitForm(forms.Form):
    """One visit to one or several households; everything has a default but the result, which is the button pressed."""

    way = forms.ChoiceField(
        label="怎么联系的", choices=ContactWay.choices, initial=ContactWay.VISIT, widget=forms.RadioSelect
    )
    on = DayField("日期", initial=timezone.localdate)
    note = WordsField("记一句（可不填）", 500, rows=2, required=False)
    nonce = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    companions = AssociatesField("同行的议事员、网格员、党员、村社干部", required=False)
    outcome = forms.ChoiceField(choices=VisitOutcome.choices, error_messages={"required": "请点“见到了”或“没人在家”。"})

    def __init__(
        self,
        *args: Any,
        companions: QuerySet[Associate],
        deputies: QuerySet[Deputy] | None = None,
        **kwargs: Any,
    ):
        """companions: who may have come along; deputies: whom staff may write it down for, None where a deputy writes it."""
        super().__init__(*args, **kwargs)
        self.fields["companions"].queryset = companions  # type: ignore[attr-defined]
        if deputies is not None:
            self.fields["deputy"] = forms.ModelChoiceField(deputies, label="谁走访的", empty_label=None)


class FindingForm(forms.Form):
    category = forms.ChoiceField(
        label="类别", choices=[choice for choice in ConcernCategory.choices if choice[0] != ConcernCategory.LAWSUIT]
    )
    text = WordsField(
        "发现什么问题",
        1000,
        rows=4,
        help_text="只写事情，不写姓名和电话；办理单位通过代表联系住户。诉讼、仲裁、复议事项不受理。",
    )
    photos = PicturesField(label="照片", at_most=PHOTOS, required=False)


SortForm = form_of(result=WordsField("处理结果", 1000, rows=3))


class CampaignForm(forms.Form):
    area = AreaField(Area.objects.none(), label="单位", empty_label=None)
    begins_on = DayField("开始日期")
    ends_on = DayField("结束日期")

    def __init__(self, *args: Any, user: User, campaign: VisitCampaign | None = None, **kwargs: Any):
        facts = ("title", "side", "goal", "note")
        first, last = queries.quarter_of(timezone.localdate())
        known: dict[str, Any] = {"begins_on": first, "ends_on": last, "goal": 100, "side": CampaignSide.HOME}
        if campaign:
            known = {name: getattr(campaign, name) for name in ("begins_on", "ends_on", *facts)}
        super().__init__(*args, initial=known, **kwargs)
        self.fields.update(fields_for_model(VisitCampaign, facts, help_texts={"title": "例如：四季度大走访"}))
        own = scope_of(user).areas(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
        if campaign:
            del self.fields["area"]
        else:
            units = Area.objects.filter(Q(pk__in=[area.pk for area in own]) | Q(parent__in=own, kind__in=UNITS))
            self.fields["area"].queryset = units.current().select_related("unit").order_by("path")
        self.order_fields(("title", "area", "side", "begins_on", "ends_on", "goal", "note"))
