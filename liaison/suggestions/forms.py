"""What deputies and offices type about a suggestion."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model

from deputies.people.enums import CongressLevel
from deputies.people.fields import DeputiesField
from deputies.people.models import Deputy
from liaison.concerns.enums import ResultClass
from liaison.concerns.models import HandlingUnit
from liaison.suggestions.enums import Bar, Opinion
from liaison.suggestions.models import Suggestion
from yunhe.accounts.models import User
from yunhe.areas.reach import lies_in
from yunhe.web.forms.fields import DayField, PickField, WordsField, form_of

TEXTS = ("title", "problem", "cause", "measures", "wanted_unit")
HELP = {
    "title": "关于……的建议。一件建议只写一件事。",
    "problem": "发生在哪里、影响多少人、有多久了，写看到的事实。",
    "cause": "为什么会这样：是没有规定、没有钱、没有人管，还是几家管不清？",
    "measures": "请哪家做什么、怎么做、什么时候做到。",
    "wanted_unit": "不清楚可以不填，由人大确定。",
}


class DraftForm(forms.Form):
    """Title, problem, cause, what to do; a new one says to which congress."""

    def __init__(self, *args: Any, leader: Deputy | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(Suggestion, TEXTS))
        for name, text in HELP.items():
            self.fields[name].help_text = text
        for name in ("problem", "cause", "measures"):
            self.fields[name].widget.attrs["rows"] = 5
        if leader is not None:
            held = leader.mandates.filter(ended_on__isnull=True, suspension="").values_list("level", flat=True)
            own = [level for level in (CongressLevel.TOWNSHIP, CongressLevel.COUNTY) if level in set(held)]
            names = {CongressLevel.TOWNSHIP: f"{leader.origin.name}人大", CongressLevel.COUNTY: "县人大"}
            choices = [(level.value, names[level]) for level in own]
            self.fields["level"] = forms.ChoiceField(label="提交给", choices=choices)
        self.order_fields(("level", *TEXTS))


class HandInForm(forms.Form):
    """The seven questions, answered one by one."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for bar in Bar:
            self.fields[f"bar_{bar.value}"] = forms.ChoiceField(
                label=f"是不是“{bar.label}”？",
                choices=[("no", "不是"), ("yes", "是")],
                widget=forms.RadioSelect,
                error_messages={"required": "请回答“是”或“不是”。"},
            )
        self.fields["confirmed"] = forms.BooleanField(label="我看过上面的提示，仍要提交", required=False)

    def facts(self) -> dict[str, Any]:
        """Return the bars that were answered with yes, and whether doubts were confirmed."""
        data = self.cleaned_data
        barred = [bar for bar in Bar if data[f"bar_{bar.value}"] == "yes"]
        return {"barred": barred, "confirmed": data["confirmed"]}


class AssignForm(forms.Form):
    """To which unit, and how long it may take."""

    unit = forms.ModelChoiceField(HandlingUnit.objects.none(), label="承办单位", empty_label="请选择")
    co_units = forms.ModelMultipleChoiceField(
        HandlingUnit.objects.none(),
        label="协办单位",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="协办单位在两个月内把意见告诉主办单位。",
    )
    is_hard = forms.BooleanField(label="涉及面广、处理难度大（六个月内答复，否则三个月）", required=False)
    text = WordsField("办理要求", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("unit", "co_units"):
            self.fields[name].queryset = HandlingUnit.objects.visible_to(user).active()  # type: ignore[attr-defined]


SendBackForm = form_of(bar=forms.ChoiceField(label="属于", choices=Bar.choices), text=WordsField("请代表怎样修改"))
CoOpinionForm = form_of(opinion=WordsField("协办意见", 2000))
ReplyForm = form_of(
    reply=WordsField("书面答复全文", 4000),
    result=PickField("办理结果", ResultClass, missing="请选择办理结果属于哪一类。"),
    check_on=DayField("再次跟踪日期", required=False, help_text="“列入计划”必须填；到时提醒再答复一次，直到办成。"),
)
OpinionForm = form_of(  # 征询意见表
    opinion=forms.ChoiceField(label="对答复", choices=Opinion.choices, widget=forms.RadioSelect),
    opinion_text=WordsField("意见", 500, required=False, help_text="“不满意”请写明原因，一个月内重新办理。"),
)
ReasonForm = form_of(text=WordsField("理由"))
NoteForm = form_of(text=WordsField("说明", required=False))


class SignersForm(forms.Form):
    deputies = DeputiesField("请谁联名")

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["deputies"].queryset = choosable(suggestion)  # type: ignore[attr-defined]


def choosable(suggestion: Suggestion):
    """Return the deputies with an account who may sign: in office at the same level and congress, not yet asked."""
    same = Deputy.objects.filter(
        user__isnull=False, mandates__level=suggestion.level, mandates__ended_on__isnull=True, mandates__suspension=""
    )
    if suggestion.level == CongressLevel.TOWNSHIP:
        same = same.filter(origin=suggestion.office)
    else:
        same = same.filter(lies_in("origin", suggestion.office))
    asked = suggestion.signers.values("deputy_id")
    rows = same.exclude(pk=suggestion.leader_id).exclude(pk__in=asked)
    return rows.select_related("origin").order_by("name_pinyin", "pk").distinct()
