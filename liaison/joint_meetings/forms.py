"""Input of joint meetings and resolutions. Every form of a move carries the state the person saw."""

import re

from django import forms
from django.utils import timezone

from deputies.teams.models import Team
from liaison.joint_meetings import queries
from liaison.joint_meetings.models import JointMeeting
from liaison.joint_meetings.workflow.meetings import Present, last_step
from liaison.registration.enums import Side
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.web.forms.fields import DayField, LineField, MomentField, WordsField, form_of

NOBODY = "请填写出席人员，至少一人。"


class ProposeForm(forms.Form):
    """When and where to meet."""

    starts_at = MomentField("会议时间", missing="请选择会议时间。")
    place = LineField("会议地点", 80, missing="请填写会议地点。")
    body = forms.ModelChoiceField(
        Team.objects.none(),
        label="会议主体",
        required=False,
        empty_label="两地人大机构",
        help_text="由常设的共治协作组召开时选择",
    )
    note = LineField("给对方的说明", required=False)

    def __init__(self, *args, origin: Area, residence: Area, **kwargs):
        """Offer the joint teams of the two units; without one the field is left out."""
        super().__init__(*args, **kwargs)
        teams = queries.joint_teams(origin, residence)
        self.fields["body"].queryset = teams  # type: ignore[attr-defined]
        if not teams.exists():
            del self.fields["body"]


def _seen() -> forms.CharField:
    """Return a field that sends back what the person saw."""
    return forms.CharField(widget=forms.HiddenInput, required=False)


class MoveForm(forms.Form):
    """What every move has: the state it starts from. Fields begin with what the meeting says so far."""

    expected = _seen()

    def __init__(self, *args, meeting: JointMeeting, **kwargs):
        """meeting: the one to move."""
        known = {
            "expected": meeting.state,
            "at": meeting.starts_at.isoformat(),
            "seen": str(last_step(meeting)),
            "starts_at": timezone.localtime(meeting.starts_at),
            "place": meeting.place,
            "next_plan": meeting.next_plan,
        }
        super().__init__(*args, **{"initial": known, **kwargs})
        self.meeting = meeting


class AgreeForm(MoveForm):
    """That the time that is shown, and the place, suit."""

    at = _seen()
    note = LineField("说明", required=False)


class CounterForm(MoveForm):
    """Another time or place."""

    starts_at = MomentField("改为什么时间", missing="请选择会议时间。")
    place = LineField("会议地点", 80, missing="请填写会议地点。")
    note = LineField("原因", required=False)


class CancelForm(MoveForm):
    """Why there is no meeting."""

    note = LineField("取消原因", missing="请写明取消原因。")


class ConfirmForm(MoveForm):
    """That the minutes that are shown are right."""

    seen = _seen()
    note = LineField("说明", required=False)


class MinutesForm(MoveForm):
    """Who took part, what was said, what comes next."""

    starts_at = MomentField("实际开始时间", missing="请填写会议时间。")
    place = LineField("会议地点", 80, missing="请填写会议地点。")
    origin_people = WordsField("流出地出席人员", 1000, rows=4, missing=NOBODY, help_text="一行一人：姓名 职务")
    residence_people = WordsField("流入地出席人员", 1000, rows=4, missing=NOBODY, help_text="一行一人：姓名 职务")
    minutes = WordsField("会议纪要", 5000, rows=12, missing="请写会议纪要。")
    next_plan = LineField("下次会议安排", required=False)

    def __init__(self, *args, **kwargs):
        """Start with the agenda and the members of the body, or with what was written before."""
        super().__init__(*args, **kwargs)
        meeting = self.meeting
        if meeting.is_held:
            people = queries.people_present(meeting)
            del self.fields["starts_at"], self.fields["place"]
        else:
            people = queries.people_of_body(meeting)
        for side in (Side.ORIGIN, Side.RESIDENCE):
            field = self.fields[f"{side.value}_people"]
            field.label, field.initial = f"{meeting.unit(side).name}出席人员", "\n".join(people[side])
        titles = [f"{number}. {item.title}。" for number, item in enumerate(meeting.items.all(), start=1)]
        self.fields["minutes"].initial = meeting.minutes or "\n".join(["会议研究了下列事项：", *titles])

    def facts(self) -> dict:
        """Return the cleaned data with the attendance read line by line."""
        data = dict(self.cleaned_data)
        lines = [(Side.ORIGIN, data.pop("origin_people")), (Side.RESIDENCE, data.pop("residence_people"))]
        data["attendees"] = [
            Present(side, *[*re.split(r"[\s　,，]+", line.strip(), maxsplit=1), ""][:2])
            for side, people in lines
            for line in people.splitlines()
            if line.strip()
        ]
        return data


ItemForm = form_of(
    title=LineField("议题", 80, missing="请填写议题。"), text=WordsField("内容", 3000, rows=8, required=False)
)


class ResolutionForm(forms.Form):
    """What was resolved, who carries it out, until when."""

    text = WordsField("议定事项", 200, rows=2, missing="请填写议定事项。")
    unit = forms.ModelChoiceField(
        Area.objects.none(), label="责任单位", empty_label="请选择", error_messages={"required": "请选择责任单位。"}
    )
    owner = forms.ModelChoiceField(
        User.objects.none(), label="责任人", required=False, help_text="不选则由责任单位人大机构办理"
    )
    due_on = DayField("完成期限", missing="请选择完成期限。")

    def __init__(self, *args, meeting: JointMeeting, **kwargs):
        """Offer the two units and the people of their offices."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Area.objects.filter(pk__in=(meeting.origin_id, meeting.residence_id))  # type: ignore[attr-defined]
        people = queries.owners_between(meeting.origin, meeting.residence)
        self.fields["owner"].queryset = User.objects.filter(pk__in=[pk for pk, _ in people])  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "不指定"), *people]  # type: ignore[attr-defined]


FinishForm = form_of(
    result=WordsField("办理结果", 300, rows=3, missing="请写明办理结果。"),
    on=DayField("完成日期", required=False, help_text="不填为今天"),
)
PostponeForm = form_of(
    due_on=DayField("新的期限", missing="请选择新的期限。"), note=LineField("原因", missing="请写明调整期限的原因。")
)
DropForm = form_of(note=LineField("不再办理的原因", missing="请写明不再办理的原因。"))
