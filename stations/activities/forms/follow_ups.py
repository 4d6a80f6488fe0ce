"""What people type about follow-ups."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.people.fields import DeputyField, choosable_deputies
from deputies.people.models import Deputy
from stations.activities.models import FollowUp
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.areas.querysets import within_q
from yunhe.spellings.forms import AreaField
from yunhe.web.forms.fields import DayField, LineField, WordsField, form_of, known_of

FIELDS = ("title", "detail", "owner_area", "owner_deputy", "owner_name", "due_on")


class FollowUpForm(forms.Form):
    """A follow-up: what, who, until when."""

    due_on = DayField("期限", help_text="提前 3 天、当天提醒责任人，逾期后每周提醒一次。")

    def __init__(self, *args: Any, user: User, follow_up: FollowUp | None = None, **kwargs: Any):
        if follow_up:
            kwargs["initial"] = known_of(follow_up, FIELDS)
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(FollowUp, ("title", "detail", "owner_name")))
        self.fields["detail"].widget.attrs["rows"] = 3
        roots = {(area.path or "").split("/")[0] + "/" for area in scope_of(user).areas()}
        areas = Area.objects.current().filter(within_q("", sorted(roots))).select_related("unit")
        self.fields["owner_area"] = AreaField(
            areas.order_by("unit__order", "path"), label="责任单位", required=False, empty_label="不是单位办"
        )
        people = choosable_deputies(user)
        if follow_up and follow_up.owner_deputy_id:
            people = Deputy.objects.filter(pk__in=[*people.values_list("pk", flat=True), follow_up.owner_deputy_id])
            people = people.select_related("origin").order_by("name_pinyin", "pk")
        self.fields["owner_deputy"] = DeputyField(
            people, label="责任代表", required=False, empty_label="不是代表办", help_text="代表在手机上看到并登记完成。"
        )
        self.fields["owner_name"].help_text = "系统外的部门或个人，例如“县住建局 王科长”。不会收到通知，请另行告知。"
        self.order_fields(FIELDS)

    def clean(self) -> dict[str, Any]:
        """Somebody must do it."""
        data = super().clean() or {}
        if not any(data.get(name) for name in ("owner_area", "owner_deputy", "owner_name")):
            self.add_error("owner_area", "请至少写明一个责任人：责任单位、责任代表或其他责任人。")
        return data


FinishForm = form_of(
    result=WordsField(
        "完成情况", 1000, rows=4, help_text="做了什么、结果怎样，例如“12 月 3 日装好 20 个充电位，已通电”。"
    ),
    closed_on=DayField("完成日期", initial=timezone.localdate),
)
DropForm = form_of(reason=LineField("不再跟进的原因", 120, help_text="例如“已并入另一件事项”。"))
ReopenForm = form_of(
    reason=LineField("重新跟进的原因", 120, help_text="例如“群众反映充电位又坏了”。"), due_on=DayField("新的期限")
)
