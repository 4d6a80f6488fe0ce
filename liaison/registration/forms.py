"""Input for each move of a file. Every form carries the state the person saw."""

from django import forms

from liaison.registration.enums import EndReason, RedirectReason, ReturnReason
from liaison.registration.models import Registration
from yunhe.areas.forms import PointField


class MoveForm(forms.Form):
    """What every move has: the state it starts from, and a note."""

    expected = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(label="说明", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, file: Registration, **kwargs):
        """file: the file to move."""
        super().__init__(*args, **kwargs)
        self.file = file
        self.fields["expected"].initial = file.state
        self.order_fields([name for name in self.fields if name != "note"])

    def facts(self) -> dict:
        """Return the cleaned data as arguments of the workflow verb."""
        return dict(self.cleaned_data)


class SubmitForm(MoveForm):
    """Where the deputy lives."""

    community = PointField(label="现居住社区（村）", error_messages={"required": "请选择现居住的社区或村。"})
    address = forms.CharField(
        label="现住址",
        max_length=120,
        help_text="小区、楼幢、门牌，例如：云锦花苑3幢2单元501室",
        error_messages={"required": "请填写现住址。"},
    )

    def __init__(self, *args, **kwargs):
        """Offer the whole county but the origin; start with what is known."""
        super().__init__(*args, **kwargs)
        county = self.file.origin.parent
        self.fields["community"].within(*county.children.exclude(pk=self.file.origin_id))
        self.fields["community"].initial = self.file.community_id
        self.fields["address"].initial = self.file.address or self.file.deputy.address


class VerifyForm(MoveForm):
    """Which community receives the deputy."""

    community = PointField(label="由哪个社区（村）接收", error_messages={"required": "请选择接收社区。"})

    def __init__(self, *args, **kwargs):
        """Offer the points of the residence unit."""
        super().__init__(*args, **kwargs)
        self.fields["community"].within(self.file.residence)
        self.fields["community"].initial = self.file.community_id


class SendBackForm(MoveForm):
    """Why the file goes back."""

    reason = forms.ChoiceField(
        label="退回原因",
        choices=[("", "请选择"), *ReturnReason.choices],
        error_messages={"required": "请选择退回原因。"},
    )


class ReceiveForm(MoveForm):
    """How the community takes the deputy in."""

    contact_person = forms.CharField(
        label="社区联系人", max_length=40, error_messages={"required": "请填写社区联系人。"}
    )
    grid = forms.CharField(label="编入网格", max_length=40, required=False, help_text="例如：第3网格")
    group = forms.CharField(label="编入代表小组（共治组）", max_length=40, required=False)


class ReceptionForm(forms.Form):
    """The community's part of a co-managed file."""

    contact_person = forms.CharField(
        label="社区联系人", max_length=40, error_messages={"required": "请填写社区联系人。"}
    )
    grid = forms.CharField(label="编入网格", max_length=40, required=False)
    group = forms.CharField(label="编入代表小组（共治组）", max_length=40, required=False)


class RedirectForm(MoveForm):
    """To which other community, and why."""

    reason = forms.ChoiceField(
        label="转出原因",
        choices=[("", "请选择"), *RedirectReason.choices],
        error_messages={"required": "请选择转出原因。"},
    )
    community = PointField(label="转到哪个社区（村）", error_messages={"required": "请选择社区。"})

    def __init__(self, *args, **kwargs):
        """Offer the other points of the residence unit."""
        super().__init__(*args, **kwargs)
        self.fields["community"].within(self.file.residence)


class ReasonedForm(MoveForm):
    """A move that must be explained."""

    def __init__(self, *args, **kwargs):
        """Require the note."""
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        self.fields["note"].label = "原因"
        self.fields["note"].error_messages["required"] = "请写明原因。"


class EndForm(MoveForm):
    """Why dual management ends, when, and where the deputy goes."""

    reason = forms.ChoiceField(
        label="结束原因",
        choices=[("", "请选择"), *[choice for choice in EndReason.choices if choice[0] != EndReason.WITHDRAWN]],
        error_messages={"required": "请选择结束原因。"},
    )
    on = forms.DateField(
        label="结束日期", required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="不填为今天"
    )
    moved_to = PointField(
        label="迁往的社区（村）", required=False, help_text="结束原因为“迁往别处”时选择，系统会接着开下一份档案"
    )
    address = forms.CharField(label="新住址", max_length=120, required=False)

    def __init__(self, *args, **kwargs):
        """Offer the other units of the county."""
        super().__init__(*args, **kwargs)
        county = self.file.origin.parent
        others = county.children.exclude(pk__in=[self.file.origin_id, self.file.residence_id])
        self.fields["moved_to"].within(*others)


FORMS = {
    "submit": SubmitForm,
    "verify": VerifyForm,
    "send_back": SendBackForm,
    "receive": ReceiveForm,
    "redirect": RedirectForm,
    "withdraw": ReasonedForm,
    "correct": ReasonedForm,
    "end": EndForm,
}
