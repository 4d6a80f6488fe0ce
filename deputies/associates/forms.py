"""What people type about those who are no deputies. Rules stay in `deputies.associates.workflow`."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from deputies.associates.enums import AssociateKind, ChosenWay, ExitReason
from deputies.associates.models import Associate
from deputies.people.fields import DeputyField, choosable_deputies
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.spellings.forms import AreaField
from yunhe.web.forms.fields import DayField, LineField, PhoneField, PickField, WordsField, known_of

TOLD = "加密保存，只显示部分；点“查看”会留痕。"


def own_areas(user: User) -> QuerySet[Area]:
    """Return the units, communities and villages for which `user` keeps this register."""
    own = scope_of(user).areas()
    below = Area.objects.within(*own).current()
    return (
        below.filter(Q(unit__isnull=False) | Q(pk__in=[area.pk for area in own]))
        .select_related("unit")
        .order_by("path")
    )


class AssociatesField(forms.ModelMultipleChoiceField):
    """Several people who are no deputies, to be ticked, named with capacity and place."""

    def __init__(self, label: str, **kwargs: Any):
        told = {"required": "请至少勾选一位。"}
        super().__init__(
            Associate.objects.none(), label=label, widget=forms.CheckboxSelectMultiple, error_messages=told, **kwargs
        )

    def label_from_instance(self, associate: Associate) -> str:
        """Return 王网格（网格员 · 中山社区）."""
        return f"{associate.name}（{associate.get_kind_display()} · {associate.area.short_name}）"


class AssociateForm(forms.Form):
    """Who, in which capacity, where, from when to when."""

    FACTS = (
        "name", "kind", "area", "deputy", "post", "phone", "chosen_by", "announced_on", "begins_on", "ends_on", "remark",
    )  # fmt: skip

    name = LineField("姓名", 40, missing="请填写姓名。")
    kind = PickField("身份", AssociateKind, missing="请选择身份。")
    area = AreaField(
        Area.objects.none(), label="所在单位", empty_label="请选择", help_text="乡镇、街道，或所在的社区、村。"
    )
    post = LineField("单位及职务", 60, required=False, help_text="例如：中山社区第三网格、沙铺村党支部书记。")
    phone = PhoneField("手机", any_kind=True, required=False, help_text=TOLD)
    chosen_by = PickField("产生方式", ChosenWay, nothing="未填", required=False)
    announced_on = DayField("公示日期", required=False, help_text="议事员名单公示的日子；其他人员不填。")
    begins_on = DayField("任期开始", initial=timezone.localdate)
    ends_on = DayField("任期届满", required=False, help_text="没有届满日期的不填。到期前会列在清单里。")
    remark = WordsField("备注", 200, rows=2, required=False)

    def __init__(self, *args: Any, user: User, associate: Associate | None = None, **kwargs: Any):
        """user: whose areas and deputies are offered; associate: the one that is corrected."""
        if associate:
            kwargs["initial"] = known_of(associate, self.FACTS)
        super().__init__(*args, **kwargs)
        areas = own_areas(user)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["phone"].widget.attrs["autocomplete"] = "off"
        self.fields["deputy"] = DeputyField(
            choosable_deputies(user),
            label="同时是人大代表",
            required=False,
            empty_label="不是",
            help_text="代表兼任议事员的才选。",
        )
        self.order_fields(self.FACTS)


class RenewForm(forms.Form):
    """Until when the next term lasts."""

    ends_on = DayField("新的任期届满", missing="请填写新的任期届满日期。")


class ExitForm(forms.Form):
    """Why and when somebody leaves."""

    exit_reason = PickField("退出原因", ExitReason, missing="请选择退出原因。")
    exit_note = LineField("说明", 120, required=False, help_text="选“其他”的必须写明。")
    on = DayField("退出日期", initial=timezone.localdate)
