"""What an office types when it takes a topic from voters' concerns."""

from typing import Any

from django import forms
from django.utils import timezone

from liaison.concerns.models import Concern
from stations.activities.enums import TopicState
from stations.activities.forms.topics import MonthField
from stations.activities.models import Topic
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.web.forms.fields import LineField


class ConcernsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, concern: Concern) -> str:
        """Return number, title and state."""
        return f"{concern.spoken_number} {concern.short_title}（{concern.get_state_display()}）"


class TakeUpForm(forms.Form):
    """A topic that is there, or the name of a new one; and the concerns that look like this one."""

    topic = forms.ModelChoiceField(
        Topic.objects.none(), label="列入已有的议题", required=False, empty_label="不选，另立新议题"
    )
    title = LineField(
        "新议题", 80, required=False, help_text="写成要讨论的问题，例如“搬迁小区公交末班”；不写姓名和门牌。"
    )
    month = MonthField(label="月份", required=False)
    also = ConcernsField(
        Concern.objects.none(),
        label="一并列入的同类诉求",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, concern: Concern, alike: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        over = (TopicState.CLOSED, TopicState.DROPPED)
        topics = Topic.objects.visible_to(user).filter(scope_of(user).within("area", *OFFICES)).exclude(state__in=over)
        self.fields["topic"].queryset = topics.order_by("-month", "pk")  # type: ignore[attr-defined]
        self.fields["month"].initial = timezone.localdate().replace(day=1)
        self.fields["title"].initial = "" if topics.exists() else concern.short_title
        self.fields["also"].queryset = alike  # type: ignore[attr-defined]
        if not alike.exists():
            del self.fields["also"]
