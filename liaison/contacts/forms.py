"""What people type about households and pairs."""

import uuid
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.enums import CongressLevel
from deputies.models import Deputy
from liaison.contacts import queries
from liaison.contacts.enums import CampaignSide, CloseReason, ContactWay, PairEnd, VisitOutcome
from liaison.contacts.models import DeputyPair, Household, VisitCampaign
from stations.enums import MatterCategory
from stations.forms import AreaField, RefusableForm
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import UNITS
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


class LeaderField(forms.ModelChoiceField):
    """A county deputy, named with the number of township deputies linked."""

    def label_from_instance(self, deputy: Deputy) -> str:
        """Return 张三（已结对 3 名）."""
        return f"{deputy.name}（已结对 {deputy.linked} 名）"


class LeaderForm(RefusableForm):
    """Which county deputy is linked with a township deputy."""

    leader = LeaderField(Deputy.objects.none(), label="县代表", empty_label="请选择县代表")

    def __init__(self, *args: Any, member: Deputy, current: DeputyPair | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        linked = Count("member_pairs", filter=Q(member_pairs__ended_on__isnull=True, member_pairs__isnull=False))
        people = Deputy.objects.filter(pk__in=queries.pairing_pool(member.origin, CongressLevel.COUNTY).values("pk"))
        people = people.exclude(pk__in=[member.pk, current.leader_id if current else 0])
        self.fields["leader"].queryset = people.annotate(linked=linked).order_by("linked", "name_pinyin", "pk")
        targets = queries.member_targets()
        self.fields[
            "leader"
        ].help_text = f"每名县代表结对 {targets.low}–{targets.high} 名乡镇代表，超出只提示，不限制。"


class ProposalForm(RefusableForm):
    """What a proposal is to respect."""

    low = forms.IntegerField(label="每名乡镇代表至少（户）", min_value=1, max_value=200)
    high = forms.IntegerField(label="每名乡镇代表至多（户）", min_value=1, max_value=200)
    keep = forms.ChoiceField(
        label="现有结对",
        choices=[("yes", "保留，只补没人联系的和超过上限的"), ("no", "全部重新安排")],
        initial="yes",
        widget=forms.RadioSelect,
    )
    over = forms.ChoiceField(
        label="守不住上限时",
        choices=[("yes", "一户不漏，超过上限的标出来"), ("no", "守住上限，联系不了的列出来")],
        initial="yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        targets = queries.household_targets()
        self.fields["low"].initial, self.fields["high"].initial = targets.low, targets.high

    def facts(self) -> dict[str, Any]:
        """Return the cleaned data as arguments of the workflow verb."""
        data = self.cleaned_data
        return {**data, "keep": data["keep"] == "yes", "over": data["over"] == "yes"}


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
        label="类别", choices=[choice for choice in MatterCategory.choices if choice[0] != MatterCategory.LAWSUIT]
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
