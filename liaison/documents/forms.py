"""Forms of documents."""

from django import forms
from django.utils import timezone

from liaison.documents.enums import DocumentKind
from liaison.documents.queries import rules_to_link
from liaison.obligations.models import ObligationTemplate
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.attachments import ACCEPT
from yunhe.web.forms.fields import DayField, LineField, WordsField, form_of


class EditionForm(forms.Form):
    """An edition: from when it holds, what it says, the file."""

    effective_on = DayField("施行日期", initial=timezone.localdate)
    summary = WordsField("内容摘要", 4000, rows=6)
    change_note = LineField("修订说明", help_text="这一版改了什么、为什么改。")
    upload = forms.FileField(
        label="文件",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text="PDF、Word、Excel 或 WPS，不超过 10 MB。严禁上传涉密文件。",
    )


class DocumentForm(EditionForm):
    """A document with its first edition."""

    kind = forms.ChoiceField(label="类别", choices=DocumentKind)
    title = LineField("名称", 100)
    number = LineField("文号", 60, required=False)
    issuer = LineField("印发机关", 60)
    area = forms.ModelChoiceField(label="维护单位", queryset=Area.objects.none(), empty_label=None)
    issued_on = DayField("印发日期", required=False)
    field_order = ("kind", "title", "number", "issuer", "area", "issued_on", "effective_on", "summary", "upload")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["change_note"]
        own = [area.pk for area in scope_of(user).areas(*OFFICES)]
        self.fields["area"].queryset = Area.objects.filter(pk__in=own)


class LinkForm(forms.Form):
    """Which obligation comes from the document."""

    rule = forms.ModelChoiceField(
        label="任务",
        queryset=ObligationTemplate.objects.none(),
        error_messages={"required": "请选择一项还没有列入的任务。", "invalid_choice": "请选择一项还没有列入的任务。"},
    )
    article = LineField("条款", 40, required=False, help_text="例如：第三条第二款")

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rule"].queryset = rules_to_link(document)


AbolishForm = form_of(reason=LineField("废止说明", 120, help_text="例如：被某某通知代替", missing="请写明废止说明。"))
