"""What people type about costs, minutes, photos, follow-ups, topics and series."""

from stations.proceedings.forms.follow_ups import DropForm, FinishForm, FollowUpForm, ReopenForm
from stations.proceedings.forms.records import CaptionForm, MinutesForm, PhotosForm, cost_formset
from stations.proceedings.forms.series import SeriesChangeForm, SeriesForm
from stations.proceedings.forms.topics import TOPIC_FORMS, TopicForm

__all__ = [
    "TOPIC_FORMS",
    "CaptionForm",
    "DropForm",
    "FinishForm",
    "FollowUpForm",
    "MinutesForm",
    "PhotosForm",
    "ReopenForm",
    "SeriesChangeForm",
    "SeriesForm",
    "TopicForm",
    "cost_formset",
]
