"""Forms of households, pairs and proposals."""

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.forms.models import fields_for_model

from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.households import policies, queries
from liaison.households.enums import CloseReason, PairEnd
from liaison.households.models import DeputyPair, Household
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import is_allowed
from yunhe.spellings.forms import PointField
from yunhe.web.forms.fields import DayField, LineField, PhoneField, form_of

FACTS = ("head", "phone", "village", "community", "outside", "address", "members", "moved_on", "care", "remark")


class HouseholdForm(forms.Form):
    head = LineField(
        "户主姓名",
        40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="姓名、电话、住址加密保存，查看会留痕。",
    )
    phone = PhoneField(
        "电话",
        any_kind=True,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
        wrong="电话只填数字，座机可带区号和短横。",
    )
    village = PointField(
        label="户籍村",
        required=False,
        help_text="户籍不在本县乡镇的（本地居民、外来户）可以不选，按现居住社区登记。",
    )
    community = PointField(label="现居住社区（村）", required=False, help_text="搬到县外的不选，填下一栏。")
    moved_on = DayField("搬迁日期", required=False)
    address = LineField("现住址", 120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, user: User, household: Household | None = None, **kwargs: Any):
        if household:
            kwargs["initial"] = {name: getattr(household, name) for name in FACTS}
        super().__init__(*args, **kwargs)
        help_texts = {"members": "可不填。", "care": "只记需要多上门看看，不记原因。"}
        names = ("outside", "members", "care", "remark")
        self.fields.update(fields_for_model(Household, names, help_texts=help_texts))
        own = scope_of(user).areas()
        self.fields["village"].within(*own, *([household.village] if household else []))
        self.fields["community"].within(*Area.objects.counties_of(*own))
        self.order_fields(FACTS)

    def clean(self) -> dict[str, Any]:
        """Take a household without a home township for one of the community where it lives."""
        data = super().clean() or {}
        if "village" not in self.errors and not data.get("village"):
            if data.get("community"):
                data["village"] = data["community"]
            else:
                self.add_error("village", "请选择户籍村；户籍不在本县乡镇的，请选择现居住社区。")
        return data


CloseForm = form_of(
    reason=forms.ChoiceField(
        label="原因", choices=CloseReason.choices, error_messages={"required": "没有停止登记：请选择原因。"}
    )
)


class LoadedDeputyField(forms.ModelChoiceField):
    """A deputy, named with the number of households and the residence."""

    def label_from_instance(self, deputy: Deputy) -> str:
        """Return 张三（已联系 12 户 · 浮云街道中山社区）."""
        return f"{deputy.name}（已联系 {deputy.load} 户 · {deputy.residence_label}）"


class HouseholdPairForm(forms.Form):
    """Who is to keep in touch with a household; those nearest to it come first."""

    deputy = LoadedDeputyField(Deputy.objects.none(), label="联系代表", empty_label="请选择代表")

    def __init__(self, *args: Any, household: Household, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        current = household.pairs.open().values("deputy")
        sides = {
            "of_home": is_allowed(policies.can_pair_in, user, household.unit),
            "of_residence": policies.is_of_residence(user, household),
        }
        self.fields["deputy"].queryset = queries.near_deputies(household, **sides).exclude(pk__in=current)
        self.fields["deputy"].help_text = "同村、同社区、联系户数少的代表排在前面。"


EndForm = form_of(
    reason=forms.ChoiceField(
        label="原因",
        choices=[(end.value, end.label) for end in (PairEnd.MOVED, PairEnd.MISTAKE, PairEnd.OTHER)],
        error_messages={"required": "没有结束：请选择原因。"},
    )
)


class LeaderField(forms.ModelChoiceField):
    """A county deputy, named with the number of township deputies linked."""

    def label_from_instance(self, deputy: Deputy) -> str:
        """Return 张三（已结对 3 名）."""
        return f"{deputy.name}（已结对 {deputy.linked} 名）"


class LeaderForm(forms.Form):
    """Which county deputy is linked with a township deputy."""

    leader = LeaderField(Deputy.objects.none(), label="县代表", empty_label="请选择县代表")

    def __init__(self, *args: Any, member: Deputy, current: DeputyPair | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        linked = Count("member_pairs", filter=Q(member_pairs__ended_on__isnull=True, member_pairs__isnull=False))
        people = Deputy.objects.filter(pk__in=queries.pairing_pool(member.origin, CongressLevel.COUNTY).values("pk"))
        people = people.exclude(pk__in=[member.pk, current.leader_id if current else 0])
        self.fields["leader"].queryset = people.annotate(linked=linked).order_by("linked", "name_pinyin", "pk")
        targets = queries.member_targets()
        said = f"每名县代表结对 {targets.low}–{targets.high} 名乡镇代表，超出只提示，不限制。"
        self.fields["leader"].help_text = said


def _either(label: str, yes: str, no: str) -> forms.ChoiceField:
    choices = [("yes", yes), ("no", no)]
    return forms.ChoiceField(label=label, choices=choices, initial="yes", widget=forms.RadioSelect)


class ProposalForm(forms.Form):
    """What a proposal is to respect."""

    low = forms.IntegerField(label="每名乡镇代表至少（户）", min_value=1, max_value=200)
    high = forms.IntegerField(label="每名乡镇代表至多（户）", min_value=1, max_value=200)
    keep = _either("现有结对", "保留，只补没人联系的和超过上限的", "全部重新安排")
    over = _either("守不住上限时", "一户不漏，超过上限的标出来", "守住上限，联系不了的列出来")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        targets = queries.household_targets()
        self.fields["low"].initial, self.fields["high"].initial = targets.low, targets.high

    def facts(self) -> dict[str, Any]:
        """Return the cleaned data as arguments of the workflow verb."""
        data = self.cleaned_data
        return {**data, "keep": data["keep"] == "yes", "over": data["over"] == "yes"}
