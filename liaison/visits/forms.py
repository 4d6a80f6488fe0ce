"""Forms of visits, findings and campaigns."""

import uuid
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns.enums import ConcernCategory
from liaison.households.forms import day_field
from liaison.visits import queries
from liaison.visits.enums import CampaignSide, ContactWay, VisitOutcome
from liaison.visits.models import VisitCampaign
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import UNITS
from yunhe.areas.models import Area
from yunhe.spellings.forms import AreaField
from yunhe.web.forms.refusable import RefusableForm


class VisitForm(RefusableForm):
    """One visit to one or several households; everything has a default but the result, which is the button pressed."""

    way = forms.ChoiceField(
        label="怎么联系的", choices=ContactWay.choices, initial=ContactWay.VISIT, widget=forms.RadioSelect
    )
    on = day_field("日期", initial=timezone.localdate)
    note = forms.CharField(
        label="记一句（可不填）", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    outcome = forms.ChoiceField(choices=VisitOutcome.choices, error_messages={"required": "请点“见到了”或“没人在家”。"})

    def __init__(self, *args: Any, deputies: QuerySet[Deputy] | None = None, **kwargs: Any):
        """deputies: whom staff may write it down for; None where a deputy writes it."""
        super().__init__(*args, **kwargs)
        if deputies is not None:
            self.fields["deputy"] = forms.ModelChoiceField(deputies, label="谁走访的", empty_label=None)


class FindingForm(RefusableForm):
    """What a visit found."""

    category = forms.ChoiceField(
        label="类别", choices=[choice for choice in ConcernCategory.choices if choice[0] != ConcernCategory.LAWSUIT]
    )
    matter = forms.CharField(
        label="发现什么问题",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="只写事情，不写姓名和电话；办理单位通过代表联系住户。诉讼、仲裁、复议事项不受理。",
    )


class SortForm(RefusableForm):
    """How a finding was dealt with."""

    result = forms.CharField(label="处理结果", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class CampaignForm(RefusableForm):
    """A great visit."""

    area = AreaField(Area.objects.none(), label="单位", empty_label=None)
    begins_on = day_field("开始日期")
    ends_on = day_field("结束日期")

    def __init__(self, *args: Any, user: User, campaign: VisitCampaign | None = None, **kwargs: Any):
        facts = ("title", "side", "goal", "note")
        first, last = queries.quarter_of(timezone.localdate())
        known: dict[str, Any] = {"begins_on": first, "ends_on": last, "goal": 100, "side": CampaignSide.HOME}
        if campaign:
            known = {name: getattr(campaign, name) for name in ("begins_on", "ends_on", *facts)}
        super().__init__(*args, initial=known, **kwargs)
        self.fields.update(fields_for_model(VisitCampaign, facts))
        own = scope_of(user).areas(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
        if campaign:
            del self.fields["area"]
        else:
            units = Area.objects.filter(Q(pk__in=[area.pk for area in own]) | Q(parent__in=own, kind__in=UNITS))
            self.fields["area"].queryset = units.current().select_related("unit").order_by("path")
        self.fields["title"].help_text = "例如：四季度大走访"
        self.order_fields(("title", "area", "side", "begins_on", "ends_on", "goal", "note"))
