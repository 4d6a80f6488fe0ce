"""Input for each move of a registration. Every form carries the state the person saw."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from deputies.mandates.enums import MandateEnd, Suspension
from deputies.mandates.models import Mandate
from deputies.teams.models import Team
from liaison.registration.enums import (
    AlarmCause,
    EndReason,
    RedirectReason,
    ReturnReason,
    answers_to,
    outcomes_of,
)
from liaison.registration.handover.mechanism import Offer
from liaison.registration.models import Registration
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in
from yunhe.spellings.forms import PointField
from yunhe.web.forms.fields import DayField, LineField, PickField, WordsField, form_of


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
    address = LineField(
        "现住址", 120, missing="请填写现住址。", help_text="小区、楼幢、门牌，例如：云锦花苑3幢2单元501室"
    )

    def __init__(self, *args, **kwargs):
        """Offer the whole county but the origin; start with what is known."""
        super().__init__(*args, **kwargs)
        county = self.registration.origin.parent
        self.fields["community"].within(*county.children.exclude(pk=self.registration.origin_id))
        self.fields["community"].initial = self.registration.community_id
        self.fields["address"].initial = self.registration.address or self.registration.deputy.address


class WithinForm(MoveForm):
    """A move to a `community` of the residence unit."""

    def __init__(self, *args, **kwargs):
        """Offer the points of the residence unit."""
        super().__init__(*args, **kwargs)
        self.fields["community"].within(self.registration.residence)


class VerifyForm(WithinForm):
    """Which community receives the deputy."""

    community = PointField(label="由哪个社区（村）接收", error_messages={"required": "请选择接收社区。"})

    def __init__(self, *args, **kwargs):
        """Start with what the deputy has said."""
        super().__init__(*args, **kwargs)
        self.fields["community"].initial = self.registration.community_id


class SendBackForm(MoveForm):
    """Why the registration goes back."""

    reason = PickField("退回原因", ReturnReason, missing="请选择退回原因。")


class PlacingForm(forms.Form):
    """Where the community puts the deputy: contact person, grid, team."""

    contact_person = LineField("社区联系人", 40, missing="请填写社区联系人。")
    grid = LineField("编入网格", 40, required=False, help_text="例如：第3网格")
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="编入代表小组（共治组）",
        required=False,
        empty_label="不编入",
        help_text="选了即成为该小组的成员；没有的，请人大先在“代表团队”里成立。",
    )

    def offer_teams(self, here: Area) -> None:
        """Offer the standing teams of the residence `here`, joint ones too."""
        teams = Team.objects.standing().filter(lies_in("area", here) | lies_in("partner", here))
        self.fields["team"].queryset = teams.order_by("name", "pk")  # type: ignore[attr-defined]


class ReceptionForm(PlacingForm):
    """The community's part of a co-managed registration."""

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer_teams(registration.residence)


class ReceiveForm(MoveForm, PlacingForm):
    """How the community takes the deputy in."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer_teams(self.registration.residence)


class RedirectForm(WithinForm):
    """To which other community, and why."""

    reason = PickField("转出原因", RedirectReason, missing="请选择转出原因。")
    community = PointField(label="转到哪个社区（村）", error_messages={"required": "请选择社区。"})


class ReasonedForm(MoveForm):
    """A move that must be explained."""

    note = WordsField("原因", 200, rows=2, missing="请写明原因。")


class RelocateForm(WithinForm):
    """To which other community of the same unit the deputy has moved."""

    community = PointField(label="换到哪个社区（村）", error_messages={"required": "请选择社区。"})
    address = LineField("新住址", 120, required=False, help_text="小区、楼幢、门牌")


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
        return [(offer, self[offer.field]) for offer in self.offers]

    @property
    def kept(self) -> list[forms.BoundField]:
        """The other fields, which the page of the list carries along unseen."""
        asked = {offer.field for offer in self.offers}
        return [field for field in self if field.name not in asked]

    def facts(self) -> dict:
        """Return the cleaned data as arguments of the verb: what was asked, and the answers to the list."""
        asked = {offer.field for offer in self.offers}
        given = {name: value for name, value in self.cleaned_data.items() if name not in asked}
        return {**given, "answers": self.answers}

    @property
    def answers(self) -> dict[str, str]:
        """The answers by field, as the workflow takes them; of what was posted, so that an item gone meanwhile is noticed."""
        return {name: value for name, value in self.data.items() if name.startswith("handover-")}


class EndForm(HandoverFields, MoveForm):
    """Why dual management ends, when, and where the deputy goes; then, on the same form, what goes along."""

    reason = PickField(
        "结束原因", [reason for reason in EndReason if reason != EndReason.WITHDRAWN], missing="请选择结束原因。"
    )
    on = DayField("结束日期", required=False, help_text="不填为今天")
    moved_to = PointField(
        label="迁往的社区（村）", required=False, help_text="结束原因为“迁往别处”时选择，系统会接着开下一份档案"
    )
    outside = LineField("迁往县外", 80, required=False, help_text="迁出本县时填写，例如：丽水市莲都区")
    address = LineField("新住址", 120, required=False)

    def __init__(self, *args, **kwargs):
        """Offer the other units of the county."""
        super().__init__(*args, **kwargs)
        county = self.registration.origin.parent
        others = county.children.exclude(pk__in=[self.registration.origin_id, self.registration.residence_id])
        self.fields["moved_to"].within(*others)


class EndMandateForm(HandoverFields, forms.Form):
    """Why and when a mandate ends (代表法 62); with the last one, what becomes of the deputy's open affairs."""

    reason = PickField("终止原因", MandateEnd)
    on = DayField("终止日期", initial=timezone.localdate)
    note = LineField("说明", required=False)


#: why and since when a mandate rests (代表法 61), and that the deputy acts again
SuspendForm = form_of(
    reason=PickField("暂停原因", Suspension),
    on=DayField("起始日期", initial=timezone.localdate),
    note=LineField("说明", required=False),
)
ResumeForm = form_of(note=LineField("恢复的依据", required=False))


class AlarmForm(forms.Form):
    """Which mandate may have ended, why, and what that rests on."""

    mandate = forms.ModelChoiceField(Mandate.objects.none(), label="代表资格", empty_label=None)
    cause = forms.ChoiceField(label="事由", choices=AlarmCause)
    source = LineField("依据", 120, help_text="例如：户籍证明、本人说明、派出所函")

    def __init__(self, *args, deputy, **kwargs):
        """deputy: whose mandates in force are offered."""
        super().__init__(*args, **kwargs)
        self.fields["mandate"].queryset = deputy.mandates.serving()


class AlarmAnswerForm(forms.Form):
    """What an office found out about `alarm`."""

    def __init__(self, *args, alarm, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"] = PickField("核实情况", answers_to(alarm.cause))
        self.fields["note"] = LineField("说明", required=False)


class AlarmCloseForm(forms.Form):
    """What the county concluded about `alarm`, and on what."""

    def __init__(self, *args, alarm, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"] = PickField("结论", outcomes_of(alarm.cause))
        self.fields["note"] = LineField("结论的依据")


#: that the case goes before the credentials committee
AlarmReferForm = form_of(note=LineField("说明", required=False))
