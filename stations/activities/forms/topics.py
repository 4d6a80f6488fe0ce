"""What people type about topics."""

from datetime import date
from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.teams.models import Team
from stations.activities.enums import ActivityState
from stations.activities.forms.follow_ups import day_field
from stations.activities.models import Activity, Topic
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.spellings.forms import AreaField
from yunhe.web.forms.refusable import RefusableForm


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


class TopicForm(RefusableForm):
    """A topic: what, when, why, of which team. Area is asked only where the user works for several."""

    month = MonthField(label="月份")

    def __init__(self, *args: Any, user: User, topic: Topic | None = None, **kwargs: Any):
        names = ("title", "month", "team", "reason")
        if topic:
            kwargs["initial"] = {name: getattr(topic, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(Topic, ("title", "reason")))
        self.fields["title"].widget.attrs["placeholder"] = "例如：老旧小区电动车充电"
        self.fields["reason"].widget.attrs["rows"] = 3
        teams = Team.objects.managed_by(user).standing().order_by("area__order", "name")
        self.fields["team"] = forms.ModelChoiceField(teams, label="团队", required=False, empty_label="不是团队的议题")
        order: tuple[str, ...] = names
        if topic is None:
            own = scope_of(user).areas()
            areas = Area.objects.current().within(*own).select_related("unit").order_by("unit__order", "path")
            self.fields["area"] = AreaField(areas, label="提出单位", empty_label=None)
            self.fields["area"].initial = min(own, key=lambda area: len(area.path or "")).pk
            self.fields["month"].initial = timezone.localdate().replace(day=1)
            order = ("title", "month", "area", "team", "reason")
        self.order_fields(order)


def _activities(user: User, topic: Topic) -> Any:
    """Return the activities that may have dealt with `topic`: of its area or team, newest first."""
    rows = Activity.objects.visible_to(user).exclude(state=ActivityState.CANCELLED)
    return rows.filter(starts_at__lte=timezone.now()).order_by("-starts_at", "pk")


class StudyForm(RefusableForm):
    """When and what was studied."""

    studied_on = day_field("学习日期")
    study_note = forms.CharField(
        label="学习内容",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="学了哪些法律、政策，调研了什么，例如“《浙江省物业管理条例》；走访 3 个小区”。",
    )
    study_activity = forms.ModelChoiceField(
        Activity.objects.none(), label="学习活动", required=False, empty_label="没有单独的学习活动"
    )

    def __init__(self, *args: Any, user: User, topic: Topic, **kwargs: Any):
        kwargs["initial"] = {"studied_on": timezone.localdate()}
        super().__init__(*args, **kwargs)
        self.fields["study_activity"].queryset = _activities(user, topic)


class DiscussForm(RefusableForm):
    """At which activity it was dealt with, and the outcome."""

    activity = forms.ModelChoiceField(Activity.objects.none(), label="议事活动", empty_label="请选择")
    outcome = forms.CharField(label="议事结果", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, user: User, topic: Topic, **kwargs: Any):
        kwargs["initial"] = {"activity": topic.activity_id}
        super().__init__(*args, **kwargs)
        taken = Topic.objects.filter(activity__isnull=False).exclude(pk=topic.pk)
        self.fields["activity"].queryset = _activities(user, topic).exclude(pk__in=taken.values("activity_id"))


class SuperviseForm(RefusableForm):
    """Nothing but the confirmation."""

    def __init__(self, *args: Any, user: User, topic: Topic, **kwargs: Any):
        super().__init__(*args, **kwargs)


class CloseForm(SuperviseForm):
    """What supervision has shown."""

    conclusion = forms.CharField(
        label="监督结论",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="议定的事办得怎样，群众是否满意，还要注意什么。",
    )


class TopicDropForm(SuperviseForm):
    """Why it is taken off the list."""

    reason = forms.CharField(label="撤销原因", max_length=120)


TOPIC_FORMS: dict[str, type[RefusableForm]] = {
    "study": StudyForm,
    "discuss": DiscussForm,
    "supervise": SuperviseForm,
    "close": CloseForm,
    "drop": TopicDropForm,
}
