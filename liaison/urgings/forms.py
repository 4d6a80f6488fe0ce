"""What people type when they urge, answer and accept."""

from typing import Any

from django import forms
from django.utils import timezone

from liaison.urgings.enums import UrgingKind
from yunhe.kit.workdays import add_workdays
from yunhe.web.forms.fields import DayField, WordsField, form_of


class UrgeForm(forms.Form):
    """What is wanted, and until when an answer is wanted."""

    text = WordsField(
        "要求", 300, missing="请写明要求。", help_text="写清楚哪一步逾期了、要办到什么程度。被催办的人会收到紧急通知。"
    )
    answer_by = DayField("答复期限")

    def __init__(self, *args: Any, kind: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        days = 5 if kind == UrgingKind.SUPERVISE else 3
        self.fields["answer_by"].initial = add_workdays(timezone.localdate(), days)
        self.fields["answer_by"].required = kind == UrgingKind.SUPERVISE


AnswerForm = form_of(
    text=WordsField(
        "答复", 500, missing="请写明办理到哪一步、什么时候办完。", help_text="办到哪一步、为什么逾期、什么时候办完。"
    )
)
BackForm = form_of(
    text=WordsField("还要补充什么", 300, missing="请写明哪里还要补充。"),
    answer_by=DayField("新的答复期限", missing="请填写新的答复期限。"),
)
CloseForm = form_of(text=WordsField("意见", 300, required=False))
