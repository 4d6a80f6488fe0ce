"""Input for each move of a registration. Every form carries the state the person saw."""

from collections.abc import Sequence

from django import forms
from django.utils import timezone

from deputies.mandates.enums import MandateEnd, Suspension
from deputies.mandates.models import Mandate
from liaison.registration.enums import AlarmAnswer, AlarmCause, AlarmOutcome, EndReason, RedirectReason, ReturnReason
from liaison.registration.handover.mechanism import Offer
from liaison.registration.models import Registration
from yunhe.spellings.forms import PointField
from yunhe.web.forms.fields import DayField, WordsField


class MoveForm(forms.Form):
    """What every move has: the state it starts from, and a note."""

    expected = forms.CharField(widget=forms.HiddenInput, required=False)
    note = WordsField("说明", 200, rows=2, required=False)

    def __init__(self, *args, registration: Registration, **kwargs):
        """registration: the one to move."""
        super().__init__(*args, **kwargs)
        self.registration = registration
        self.fields["expected"].initial = registration.state
        self.order_fields([name for name in self.fields if name != "note"])


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
        county = self.registration.origin.parent
        self.fields["community"].within(*county.children.exclude(pk=self.registration.origin_id))
        self.fields["community"].initial = self.registration.community_id
        self.fields["address"].initial = self.registration.address or self.registration.deputy.address


class VerifyForm(MoveForm):
    """Which community receives the deputy."""

    community = PointField(label="由哪个社区（村）接收", error_messages={"required": "请选择接收社区。"})

    def __init__(self, *args, **kwargs):
        """Offer the points of the residence unit."""
        super().__init__(*args, **kwargs)
        self.fields["community"].within(self.registration.residence)
        self.fields["community"].initial = self.registration.community_id


class SendBackForm(MoveForm):
    """Why the registration goes back."""

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
    """The community's part of a co-managed registration."""

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
        self.fields["community"].within(self.registration.residence)


class ReasonedForm(MoveForm):
    """A move that must be explained."""

    def __init__(self, *args, **kwargs):
        """Require the note."""
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        self.fields["note"].label = "原因"
        self.fields["note"].error_messages["required"] = "请写明原因。"


class RelocateForm(MoveForm):
    """To which other community of the same unit the deputy has moved."""

    community = PointField(label="换到哪个社区（村）", error_messages={"required": "请选择社区。"})
    address = forms.CharField(label="新住址", max_length=120, required=False, help_text="小区、楼幢、门牌")

    def __init__(self, *args, **kwargs):
        """Offer the points of the residence unit."""
        super().__init__(*args, **kwargs)
        self.fields["community"].within(self.registration.residence)


class HandoverFields:
    """Fields for the items of a handover list: one choice for each, the proposal first."""

    offers: Sequence[Offer] = ()

    def add_offers(self, offers: list[Offer]) -> None:
        """Ask about `offers`; `offered` pairs each with its field for the page."""
        self.offers = offers
        for offer in offers:
            self.fields[offer.field] = forms.ChoiceField(
                label=offer.item.label,
                choices=[(choice.value, choice.label) for choice in offer.item.choices],
                required=False,
            )

    @property
    def offered(self) -> list[tuple[Offer, forms.BoundField]]:
        """Each offer with its bound field."""
        return [(offer, self[offer.field]) for offer in self.offers]

    @property
    def kept(self) -> list[forms.BoundField]:
        """The other fields, which the page of the list carries along unseen."""
        asked = {offer.field for offer in self.offers}
        return [field for field in self if field.name not in asked]

    @property
    def answers(self) -> dict[str, str]:
        """The answers by field, as the workflow takes them; of what was posted, so that an item gone meanwhile is noticed."""
        return {name: value for name, value in self.data.items() if name.startswith("handover-")}


class EndForm(HandoverFields, MoveForm):
    """Why dual management ends, when, and where the deputy goes; then, on the same form, what goes along."""

    reason = forms.ChoiceField(
        label="结束原因",
        choices=[("", "请选择"), *[choice for choice in EndReason.choices if choice[0] != EndReason.WITHDRAWN]],
        error_messages={"required": "请选择结束原因。"},
    )
    on = DayField("结束日期", required=False, help_text="不填为今天")
    moved_to = PointField(
        label="迁往的社区（村）", required=False, help_text="结束原因为“迁往别处”时选择，系统会接着开下一份档案"
    )
    outside = forms.CharField(
        label="迁往县外", max_length=80, required=False, help_text="迁出本县时填写，例如：丽水市莲都区"
    )
    address = forms.CharField(label="新住址", max_length=120, required=False)

    def __init__(self, *args, **kwargs):
        """Offer the other units of the county."""
        super().__init__(*args, **kwargs)
        county = self.registration.origin.parent
        others = county.children.exclude(pk__in=[self.registration.origin_id, self.registration.residence_id])
        self.fields["moved_to"].within(*others)

    def facts(self) -> dict:
        """Return the cleaned data as arguments of `end`."""
        names = ("expected", "reason", "on", "note", "moved_to", "outside", "address")
        return {**{name: self.cleaned_data[name] for name in names}, "answers": self.answers}


class EndMandateForm(HandoverFields, forms.Form):
    """Why and when a mandate ends (代表法 62); with the last one, what becomes of the deputy's open affairs."""

    reason = forms.ChoiceField(label="终止原因", choices=[("", "请选择"), *MandateEnd.choices])
    on = DayField("终止日期", initial=timezone.localdate)
    note = forms.CharField(label="说明", max_length=200, required=False)

    def facts(self) -> dict:
        """Return the cleaned data as arguments of `end_mandate`."""
        return {**{name: self.cleaned_data[name] for name in ("reason", "on", "note")}, "answers": self.answers}


class SuspendForm(forms.Form):
    """Why and since when a mandate rests (代表法 61)."""

    reason = forms.ChoiceField(label="暂停原因", choices=[("", "请选择"), *Suspension.choices])
    on = DayField("起始日期", initial=timezone.localdate)
    note = forms.CharField(label="说明", max_length=200, required=False)


class ResumeForm(forms.Form):
    """That a suspended deputy acts again."""

    note = forms.CharField(label="恢复的依据", max_length=200, required=False)


class AlarmForm(forms.Form):
    """Which mandate may have ended, why, and what that rests on."""

    mandate = forms.ModelChoiceField(Mandate.objects.none(), label="代表资格", empty_label=None)
    cause = forms.ChoiceField(label="事由", choices=AlarmCause)
    source = forms.CharField(label="依据", max_length=120, help_text="例如：户籍证明、本人说明、派出所函")

    def __init__(self, *args, deputy, **kwargs):
        """deputy: whose mandates in force are offered."""
        super().__init__(*args, **kwargs)
        self.fields["mandate"].queryset = deputy.mandates.serving()


class AlarmAnswerForm(forms.Form):
    """What an office found out."""

    answer = forms.ChoiceField(label="核实情况", choices=[("", "请选择"), *AlarmAnswer.choices])
    note = forms.CharField(label="说明", max_length=200, required=False)


class AlarmReferForm(forms.Form):
    """That the case goes before the credentials committee."""

    note = forms.CharField(label="说明", max_length=200, required=False)


class AlarmCloseForm(forms.Form):
    """What the county concluded, and on what."""

    outcome = forms.ChoiceField(label="结论", choices=[("", "请选择"), *AlarmOutcome.choices])
    note = forms.CharField(label="结论的依据", max_length=200)
