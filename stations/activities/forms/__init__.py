"""Forms of activities."""

from stations.activities.forms.activities import ActivityForm
from stations.activities.forms.follow_ups import DropForm, FinishForm, FollowUpForm, ReopenForm, day_field
from stations.activities.forms.invitations import InviteForm, LeaveForm
from stations.activities.forms.records import CaptionForm, CostForm, CostFormSet, MinutesForm, PhotosForm, cost_formset
from stations.activities.forms.series import SeriesChangeForm, SeriesForm
from stations.activities.forms.topics import (
    CloseForm,
    DiscussForm,
    MonthField,
    StudyForm,
    SuperviseForm,
    TopicDropForm,
    TopicForm,
)

__all__ = [
    "ActivityForm",
    "CaptionForm",
    "CloseForm",
    "CostForm",
    "CostFormSet",
    "DiscussForm",
    "DropForm",
    "FinishForm",
    "FollowUpForm",
    "InviteForm",
    "LeaveForm",
    "MinutesForm",
    "MonthField",
    "PhotosForm",
    "ReopenForm",
    "SeriesChangeForm",
    "SeriesForm",
    "StudyForm",
    "SuperviseForm",
    "TopicDropForm",
    "TopicForm",
    "cost_formset",
    "day_field",
]
