"""What people type about topics."""

from datetime import date
from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from stations.activities.enums import ActivityState
from stations.activities.forms.choices import own_area_field, team_field
from stations.activities.models import Activity, Topic
from yunhe.accounts.models import User
from yunhe.web.forms.fields import DayField, WordsField, known_of


class MonthField(forms.Field):
    """A month in the browser's own picker (2026-11); cleans to its first day."""

    default_error_messages = {"invalid": "月份请写成 2026-11 的样子。"}

    def __init__(self, **kwargs: Any):
        super().__init__(widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"), **kwargs)

    def to_python(self, value: Any) -> date | None:
        """Return the first day of the month, None for nothing. Raises ValidationError for anything else."""
        if not value or isinstance(value, date):
            return value or None
        try:
            year, month = str(value).split("-")[:2]
            return date(int(year), int(month), 1)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class TopicForm(forms.Form):
    """A topic: what, when, why, of which team. Area is asked only where the user works for several."""

    month = MonthField(label="月份")

    def __init__(self, *args: Any, user: User, topic: Topic | None = None, **kwargs: Any):
        names = ("title", "month", "team", "reason")
        if topic:
            kwargs["initial"] = known_of(topic, names)
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(Topic, ("title", "reason")))
        self.fields["title"].widget.attrs["placeholder"] = "例如：老旧小区电动车充电"
        self.fields["reason"].widget.attrs["rows"] = 3
        self.fields["team"] = team_field(user, "不是团队的议题")
        order: tuple[str, ...] = names
        if topic is None:
            self.fields["area"] = own_area_field(user, "提出单位")
            self.fields["month"].initial = timezone.localdate().replace(day=1)
            order = ("title", "month", "area", "team", "reason")
        self.order_fields(order)


class _MoveForm(forms.Form):
    """A move of `topic`; what it asks about activities is chosen among those that have begun, newest first."""

    def __init__(self, *args: Any, user: User, topic: Topic, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = Activity.objects.visible_to(user).exclude(state=ActivityState.CANCELLED)
        self.topic, self.begun = topic, rows.filter(starts_at__lte=timezone.now()).order_by("-starts_at", "pk")


class StudyForm(_MoveForm):
    """When and what was studied."""

    studied_on = DayField("学习日期", initial=timezone.localdate)
    study_note = WordsField(
        "学习内容",
        1000,
        rows=4,
        help_text="学了哪些法律、政策，调研了什么，例如“《浙江省物业管理条例》；走访 3 个小区”。",
    )
    study_activity = forms.ModelChoiceField(
        Activity.objects.none(), label="学习活动", required=False, empty_label="没有单独的学习活动"
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["study_activity"].queryset = self.begun


class DiscussForm(_MoveForm):
    """At which activity it was dealt with, and the outcome."""

    activity = forms.ModelChoiceField(Activity.objects.none(), label="议事活动", empty_label="请选择")
    outcome = WordsField("议事结果", 2000, rows=5)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        taken = Topic.objects.filter(activity__isnull=False).exclude(pk=self.topic.pk)
        self.fields["activity"].queryset = self.begun.exclude(pk__in=taken.values("activity_id"))
        self.fields["activity"].initial = self.topic.activity_id


class SuperviseForm(_MoveForm):
    """Nothing but the confirmation."""


class CloseForm(_MoveForm):
    """What supervision has shown."""

    conclusion = WordsField("监督结论", 2000, rows=5, help_text="议定的事办得怎样，群众是否满意，还要注意什么。")


class TopicDropForm(_MoveForm):
    """Why it is taken off the list."""

    reason = forms.CharField(label="撤销原因", max_length=120)
