"""Forms of sessions, the roll and leaves."""

from typing import Any

from django import forms

from liaison.sessions import queries
from liaison.sessions.enums import AttendanceStatus, Half, SessionKind
from liaison.sessions.models import CongressSession
from yunhe.kit.words import day
from yunhe.web.forms.fields import DayField, LineField, WordsField, form_of


class SessionForm(forms.Form):
    """A new session: which congress and body, which number, which days."""

    term: Any = forms.ModelChoiceField(queryset=None, label="哪一届人大", empty_label=None)
    kind = forms.ChoiceField(label="类别", choices=SessionKind)
    number = forms.IntegerField(label="第几次会议", min_value=1, max_value=99)
    name = LineField("会议名称", 60, required=False, help_text="只有“其他会议”要填，例如“代表培训会”。")
    begins_on = DayField("开始日期")
    ends_on = DayField("结束日期")
    place = LineField("地点", 80, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = queries.terms_to_meet(user)


class DaysForm(forms.Form):
    """Days and half-days of a session that is there."""

    number = forms.IntegerField(label="第几次会议", min_value=1, max_value=99)
    name = LineField("会议名称", 60, required=False)
    begins_on = DayField("开始日期")
    ends_on = DayField("结束日期")
    place = LineField("地点", 80, required=False)
    halves = forms.MultipleChoiceField(
        label="哪几个半天开会",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一个开会的半天。"},
        help_text="改了日期的，请保存后再来勾选新日子的半天。",
    )

    def __init__(self, *args, session, **kwargs):
        known = {name: getattr(session, name) for name in ("number", "name", "begins_on", "ends_on", "place")}
        halves = [sitting.key for sitting in session.sittings.all()]
        super().__init__(*args, initial={**known, "halves": halves}, **kwargs)
        days = [(on, half) for on in session.days() for half in Half]
        self.fields["halves"].choices = [(f"{on:%Y-%m-%d}-{half.value}", f"{day(on)}{half.label}") for on, half in days]

    def facts(self) -> dict[str, Any]:
        """Return what is said; the half-days of days that are new with the dates are all taken."""
        said = dict(self.cleaned_data)
        offered = {key for key, _ in self.fields["halves"].choices}
        days = CongressSession(begins_on=said["begins_on"], ends_on=said["ends_on"]).days()
        new = {f"{on:%Y-%m-%d}-{half.value}" for on in days[:31] for half in Half} - offered
        return {**said, "halves": {*said["halves"], *new}}


class Seats(forms.ModelMultipleChoiceField):
    """Seats of a term by the name of the deputy and where he was elected."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.deputy.name}（{obj.deputy.origin.name}）"


class SummonedForm(forms.Form):
    """Who is called."""

    mandates: Any = Seats(
        queryset=None,
        label="应到代表",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一名应到代表。"},
    )

    def __init__(self, *args, session, **kwargs):
        called = list(session.summonses.values_list("mandate", flat=True))
        super().__init__(*args, initial={"mandates": called}, **kwargs)
        self.fields["mandates"].queryset = queries.seats_of(session)


class RollForm(forms.Form):
    """How everybody attended one half-day; the rows are drawn by the page (`lines`)."""

    reason = LineField("更正原因", 120, required=False, help_text="第一次点名不用填；改动已登记的才要写。")

    def __init__(self, *args, sitting, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = queries.roll_of(sitting)
        self.is_corrected = any(line.record for line in self.lines)
        for line in self.lines:
            self.fields[line.name] = forms.ChoiceField(
                label=line.summons.deputy.name,
                choices=[(status.value, status.label) for status in line.choices],
                error_messages={"required": f"请为{line.summons.deputy.name}选择出席情况。"},
            )

    @property
    def rows(self) -> list[tuple[Any, str, list[AttendanceStatus]]]:
        """Return (line, what is chosen, what may be chosen) of every name."""
        return [(line, self.data.get(line.name, line.suggested), line.choices) for line in self.lines]

    def facts(self) -> dict[str, Any]:
        """Return the marks by the id of the summons, and the reason."""
        marks = {line.summons.pk: self.cleaned_data[line.name] for line in self.lines}
        return {"marks": marks, "reason": self.cleaned_data["reason"]}


class LeaveForm(forms.Form):
    """From which half-days, and why."""

    sittings: Any = forms.ModelMultipleChoiceField(
        queryset=None,
        label="请假的半天",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选请假的半天。"},
    )
    reason = WordsField("请假事由", 200, rows=3, missing="请写明请假事由。", help_text="只有您和召集会议的人大能看到。")

    def __init__(self, *args, summons, **kwargs):
        sittings = summons.session.sittings.all()
        super().__init__(*args, initial={"sittings": [one.pk for one in sittings]}, **kwargs)
        self.fields["sittings"].queryset = sittings


class LeaveForForm(forms.Form):
    """The convenor writes down the leave of somebody who has no phone."""

    summons: Any = forms.ModelChoiceField(queryset=None, label="代表", empty_label="请选择")
    sittings: Any = forms.ModelMultipleChoiceField(
        queryset=None,
        label="请假的半天",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选请假的半天。"},
    )
    reason = WordsField("请假事由", 200, rows=3, missing="请写明请假事由。")

    def __init__(self, *args, session, **kwargs):
        sittings = session.sittings.all()
        super().__init__(*args, initial={"sittings": [one.pk for one in sittings]}, **kwargs)
        self.fields["sittings"].queryset = sittings
        called = session.summonses.select_related("deputy").order_by("deputy__name_pinyin", "pk")
        self.fields["summons"].queryset = called
        self.fields["summons"].label_from_instance = lambda summons: summons.deputy.name


class GrantForm(forms.Form):
    """What granting asks: of 补假 who agreed, of any other nothing."""

    agreed_by = LineField("同意补假的负责人", 40, help_text="经主席团（主任会议）哪位负责人同意，写姓名和职务。")

    def __init__(self, *args, leave, **kwargs):
        super().__init__(*args, **kwargs)
        if not leave.is_afterwards:
            del self.fields["agreed_by"]


RefuseForm = form_of(note=LineField("不批准的原因", 200, missing="请写明不批准的原因，代表会看到。"))
CancelForm = form_of(reason=LineField("取消原因", 200, missing="请写明取消会议的原因。"))
