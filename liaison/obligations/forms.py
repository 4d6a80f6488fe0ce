"""What people type about obligations and their rules. Rules stay in workflow."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.teams.models import Team
from liaison.obligations import queries
from liaison.obligations.enums import OwedBy
from liaison.obligations.evidence import Found
from liaison.obligations.models import Obligation, ObligationTemplate
from stations.activities.enums import ActivityKind
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import POINTS, AreaKind
from yunhe.kit.attachments import ACCEPT
from yunhe.spellings.forms import AreaField
from yunhe.web.forms.fields import DayField, LineField, WordsField, form_of

DAYS = ("frequency", "times", "due_month", "due_day", "lead_days")
RULE = ("title", "what", "source", *DAYS, "evidence", "activity_kinds")
OWING = ("area", "owed_by", "unit_kinds", "team")
HELP = {
    "source": "法规条款、制度或文件名称。",
    "times": "频次为“每年若干次”时用。",
    "due_month": "期内第几个月，如每季度填 1 即季度首月；不填为最后一个月。",
    "due_day": "那个月的几日；不填为月底。遇节假日在期内顺延，期末则提前。",
    "evidence": "代表活动、议题、台账等由系统自动核对，文件和文字由人登记。",
}


class PersonField(forms.ModelChoiceField):
    """One member of staff by name."""

    def label_from_instance(self, user: User) -> str:
        return user.name


class CompleteForm(forms.Form):
    """That an obligation was done: when, on what evidence, in which words."""

    done_on = DayField("完成日期", initial=timezone.localdate)
    deed = forms.ChoiceField(label="关联记录", required=False)
    upload = forms.FileField(
        label="上传文件",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text="PDF、Word、Excel 或 WPS，不超过 10 MB。本系统为非涉密系统，严禁上传涉密文件。",
    )
    note = WordsField("完成情况", 1000, rows=3, required=False)

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any):
        """obligation: whose records may be tied to it."""
        super().__init__(*args, **kwargs)
        self.deeds: dict[str, Found] = {deed.key: deed for deed in queries.candidates(obligation)}
        choices = [(key, f"{deed.on:%Y-%m-%d} {deed.label}") for key, deed in self.deeds.items()]
        self.fields["deed"].choices = [("", "不关联"), *choices]  # type: ignore[attr-defined]
        if not choices:
            self.fields["deed"].help_text = "这一期还没有已举行的活动等记录可关联。"

    def facts(self) -> dict[str, Any]:
        """Return what was done and the evidence, as arguments of the workflow verbs."""
        given = dict(self.cleaned_data)
        deed = self.deeds.get(given.pop("deed"))
        return {**given, "deeds": [deed] if deed else []}


class EvidenceForm(CompleteForm):
    """Evidence alone, while the obligation stays to be done."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["done_on"], self.fields["note"]


#: why an obligation is waived, or sent back, or a rule ended
ReasonForm = form_of(reason=LineField("原因", missing="请写明原因。"))


class OwnerForm(forms.Form):
    owner = PersonField(User.objects.none(), label="负责人", required=False, empty_label="不指定（通知全体工作人员）")

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any):
        """obligation: the staff of the units that owe it are offered."""
        super().__init__(*args, **kwargs)
        self.fields["owner"].initial = obligation.owner_id
        self.fields["owner"].queryset = queries.possible_owners(obligation)  # type: ignore[attr-defined]


class TemplateForm(forms.Form):
    """What a rule demands. Who owes it is chosen once, at its making (`NewTemplateForm`)."""

    activity_kinds = forms.MultipleChoiceField(
        label="哪类活动算数",
        choices=ActivityKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="佐证为“代表活动”时用；不勾选则各类活动都算。",
    )

    def __init__(self, *args: Any, template: ObligationTemplate | None = None, **kwargs: Any):
        """template: the one that is changed."""
        if template:
            kwargs["initial"] = {name: getattr(template, name) for name in RULE}
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(ObligationTemplate, [name for name in RULE if name != "activity_kinds"]))
        self.fields["what"].widget.attrs["rows"] = 3
        for name, text in HELP.items():
            self.fields[name].help_text = text
        self.order_fields(RULE)

    def facts(self) -> dict[str, Any]:
        """Return the fields of the rule."""
        return {name: self.cleaned_data[name] for name in RULE}


class NewTemplateForm(TemplateForm):
    """A new rule: whose it is, who owes it, what it demands."""

    owed_by = forms.ChoiceField(label="由谁完成", choices=OwedBy)
    unit_kinds = forms.MultipleChoiceField(
        label="适用单位",
        choices=[(kind.value, kind.label) for kind in AreaKind if kind not in POINTS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="全县规定用：勾选哪几类单位都要完成。",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        """user: offers the areas and teams of the user's offices."""
        super().__init__(*args, **kwargs)
        own = queries.units_of(user)
        self.fields["area"] = AreaField(own, label="规定单位", empty_label=None)
        if scope_of(user).is_county:
            self.fields["area"].initial = own.filter(kind=AreaKind.COUNTY).first()
        teams = Team.objects.standing().managed_by(user).order_by("area__order", "name")
        self.fields["team"] = forms.ModelChoiceField(
            teams, label="团队", required=False, empty_label="不是团队的任务", help_text="由团队完成的才选。"
        )
        self.order_fields((*OWING, *RULE))

    def facts(self) -> dict[str, Any]:
        return {**{name: self.cleaned_data[name] for name in OWING}, **super().facts()}
