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
from yunhe.web.forms.fields import DayField, MomentField, WordsField

NOBODY = "请填写出席人员，至少一人。"


class ProposeForm(forms.Form):
    """When and where to meet."""

    starts_at = MomentField("会议时间", missing="请选择会议时间。")
    place = forms.CharField(label="会议地点", max_length=80, error_messages={"required": "请填写会议地点。"})
    body = forms.ModelChoiceField(
        Team.objects.none(),
        label="会议主体",
        required=False,
        empty_label="两地人大机构",
        help_text="由常设的共治协作组召开时选择",
    )
    note = forms.CharField(label="给对方的说明", max_length=200, required=False)

    def __init__(self, *args, origin: Area, residence: Area, **kwargs):
        """Offer the joint teams of the two units; without one the field is left out."""
        super().__init__(*args, **kwargs)
        teams = queries.joint_teams(origin, residence)
        self.fields["body"].queryset = teams  # type: ignore[attr-defined]
        if not teams.exists():
            del self.fields["body"]


class MoveForm(forms.Form):
    """What every move has: the state it starts from."""

    expected = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, meeting: JointMeeting, **kwargs):
        """meeting: the one to move."""
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["expected"].initial = meeting.state


class AgreeForm(MoveForm):
    """That time and place suit."""

    at = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        """Remember the time that is shown."""
        super().__init__(*args, **kwargs)
        self.fields["at"].initial = self.meeting.starts_at.isoformat()


class CounterForm(MoveForm):
    """Another time or place."""

    starts_at = MomentField("改为什么时间", missing="请选择会议时间。")
    place = forms.CharField(label="会议地点", max_length=80, error_messages={"required": "请填写会议地点。"})
    note = forms.CharField(label="原因", max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        """Start with what is proposed."""
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].initial = timezone.localtime(self.meeting.starts_at)
        self.fields["place"].initial = self.meeting.place


class CancelForm(MoveForm):
    """Why there is no meeting."""

    note = forms.CharField(label="取消原因", max_length=200, error_messages={"required": "请写明取消原因。"})


class MinutesForm(MoveForm):
    """Who took part, what was said, what comes next."""

    starts_at = MomentField("实际开始时间", missing="请填写会议时间。")
    place = forms.CharField(label="会议地点", max_length=80, error_messages={"required": "请填写会议地点。"})
    origin_people = WordsField("流出地出席人员", 1000, rows=4, missing=NOBODY, help_text="一行一人：姓名 职务")
    residence_people = WordsField("流入地出席人员", 1000, rows=4, missing=NOBODY, help_text="一行一人：姓名 职务")
    minutes = WordsField("会议纪要", 5000, rows=12, missing="请写会议纪要。")
    next_plan = forms.CharField(label="下次会议安排", max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        """Start with the agenda and the members of the body, or with what was written before."""
        super().__init__(*args, **kwargs)
        meeting = self.meeting
        people = queries.people_of_body(meeting)
        if meeting.is_held:
            people = {Side.ORIGIN: [], Side.RESIDENCE: []}
            for one in meeting.attendees.all():
                people[Side(one.side)].append(f"{one.name} {one.post}".strip())
            del self.fields["starts_at"], self.fields["place"]
        else:
            self.fields["starts_at"].initial = timezone.localtime(meeting.starts_at)
            self.fields["place"].initial = meeting.place
        self.fields["origin_people"].label = f"{meeting.origin.name}出席人员"
        self.fields["residence_people"].label = f"{meeting.residence.name}出席人员"
        self.fields["origin_people"].initial = "\n".join(people[Side.ORIGIN])
        self.fields["residence_people"].initial = "\n".join(people[Side.RESIDENCE])
        titles = [f"{number}. {item.title}。" for number, item in enumerate(meeting.items.all(), start=1)]
        self.fields["minutes"].initial = meeting.minutes or "\n".join(["会议研究了下列事项：", *titles])
        self.fields["next_plan"].initial = meeting.next_plan

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


class ConfirmForm(MoveForm):
    """That the minutes are right."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        """Remember the version that is shown."""
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = str(last_step(self.meeting))


class ItemForm(forms.Form):
    """One item of the agenda."""

    title = forms.CharField(label="议题", max_length=80, error_messages={"required": "请填写议题。"})
    text = WordsField("内容", 3000, rows=8, required=False)


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


class FinishForm(forms.Form):
    """What was done."""

    result = WordsField("办理结果", 300, rows=3, missing="请写明办理结果。")
    on = DayField("完成日期", required=False, help_text="不填为今天")


class PostponeForm(forms.Form):
    """Until when it is carried out now, and why."""

    due_on = DayField("新的期限", missing="请选择新的期限。")
    note = forms.CharField(label="原因", max_length=200, error_messages={"required": "请写明调整期限的原因。"})


class DropForm(forms.Form):
    """Why it is not carried out any more."""

    note = forms.CharField(
        label="不再办理的原因", max_length=200, error_messages={"required": "请写明不再办理的原因。"}
    )
