"""Years, lines, adjustments and transfers."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from liaison.funds.enums import EntryKind
from liaison.funds.forms.amounts import YuanField, typed
from liaison.funds.models import FundLine, FundYear
from liaison.funds.policies import levels_of
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.web.forms.fields import LineField, PickField, WordsField, form_of, known_of

RULES = ("name", "code", "level", "use", "is_special", "may_advance", "carries", "at_approval", "at_payment")
HELP = {
    "name": "例如“代表活动经费”“流动代表专项经费”。",
    "code": "财务软件里的科目编码，导出凭证时使用；不清楚可以不填。",
    "is_special": "专门用于流动代表的经费。",
    "may_advance": "勾选后，可以先用这个科目替其他单位付款，再收回。",
    "carries": "不勾选的，年末结账时余额收回。",
}


class YearForm(forms.Form):
    """Which office and which year."""

    office = forms.ModelChoiceField(Area.objects.none(), label="单位", empty_label=None)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offices = [area.pk for area in scope_of(user).areas(Role.FINANCE)]
        self.fields["office"].queryset = Area.objects.filter(pk__in=offices).order_by("order", "code")
        self.fields["year"].initial = timezone.localdate().year


class LineForm(forms.Form):
    """The rules of a line; of a new one also what is allotted to it."""

    def __init__(self, *args: Any, fund_year: FundYear, line: FundLine | None = None, **kwargs: Any):
        if line:
            kwargs["initial"] = {**known_of(line, RULES), "overdraft": typed(line.overdraft_cents)}
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(FundLine, RULES))
        for name, text in HELP.items():
            self.fields[name].help_text = text
        self.fields["level"].choices = [(level.value, level.label) for level in levels_of(fund_year.office)]
        self.fields["level"].help_text = "乡镇级科目只用于乡镇代表，县级科目只用于县代表。"
        self.fields["overdraft"] = YuanField(
            "最多允许透支（元）", required=False, least="0", help_text="一般填 0 或不填。选“提醒”的须填写。"
        )
        if line is None:
            self.fields["cents"] = YuanField(
                "年初下达（元）", required=False, least="0", help_text="还没有下达的可以不填。"
            )
            self.fields["document"] = LineField("预算文号或依据", 60, required=False)

    def facts(self) -> dict[str, Any]:
        """Return what the verbs take."""
        facts = dict(self.cleaned_data)
        facts["overdraft_cents"] = facts.pop("overdraft") or 0
        if "cents" in facts:
            facts["cents"] = facts["cents"] or 0
        return facts


AdjustForm = form_of(
    kind=PickField("调整", [EntryKind.ALLOT, EntryKind.ADD, EntryKind.CUT], missing="请选择下达、追加还是调减。"),
    cents=YuanField(),
    reason=WordsField("原因", 200, missing="请写明调整原因。"),
    document=LineField("文号", 60, required=False),
)
ReverseForm = form_of(reason=WordsField("冲销原因", 150, missing="请写明冲销原因。"))


class LineChoice(forms.ModelChoiceField):
    """A line, named with its office."""

    def label_from_instance(self, line: FundLine) -> str:
        """Return 浮云街道 代表活动经费."""
        return f"{line.office.name} {line.name}"


class TransferForm(forms.Form):
    """To which line of the same level and year in the county."""

    to = LineChoice(FundLine.objects.none(), label="拨给", empty_label="请选择")
    cents = YuanField()
    reason = WordsField("原因", 200, missing="请写明拨付原因。")
    document = LineField("文号", 60, required=False)

    def __init__(self, *args: Any, line: FundLine, **kwargs: Any):
        super().__init__(*args, **kwargs)
        county = line.office.county_path
        rows = FundLine.objects.open().filter(
            level=line.level, fund_year__year=line.fund_year.year, fund_year__office__path__startswith=county
        )
        ordered = rows.exclude(pk=line.pk).select_related("fund_year__office")
        self.fields["to"].queryset = ordered.order_by("fund_year__office__order", "fund_year__office__code", "pk")
