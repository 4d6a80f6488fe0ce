"""The form of joining two records: for each fact that both say otherwise which one is right, and on what that rests."""

from typing import Any

from django import forms

from deputies.merges.facts import facts_of
from deputies.people.models import Deputy
from yunhe.web.forms.fields import LineField, form_of

KEPT, GONE = "kept", "gone"


class MergeForm(forms.Form):
    """Asks only what differs."""

    reason = LineField(
        "认定为同一人的依据", 200, missing="请写明依据。", help_text="如：本人确认、身份证核对、同一张代表证"
    )

    def __init__(self, *args: Any, kept: Deputy, gone: Deputy, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.open = [fact for fact in facts_of(kept, gone) if fact.is_open]
        for fact in self.open:
            self.fields[fact.key] = forms.ChoiceField(
                label=f"{fact.label}以哪份为准",
                choices=[(KEPT, f"{fact.kept}（保留的档案）"), (GONE, f"{fact.gone}（并入的档案）")],
                initial=KEPT,
                widget=forms.RadioSelect,
            )
        self.order_fields([*(fact.key for fact in self.open), "reason"])

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the verb."""
        data = self.cleaned_data
        return {"reason": data["reason"], "take": [fact.key for fact in self.open if data[fact.key] == GONE]}


DistinctionForm = form_of(
    reason=LineField("认定为不同的人的依据", 200, missing="请写明依据。", help_text="如：两人身份证号不同、电话核实")
)
