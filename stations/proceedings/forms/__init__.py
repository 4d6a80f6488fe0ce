"""What people type about costs, minutes, photos and follow-ups."""

from stations.proceedings.forms.follow_ups import DropForm, FinishForm, FollowUpForm, ReopenForm
from stations.proceedings.forms.records import CaptionForm, MinutesForm, PhotosForm, cost_formset

__all__ = [
    "CaptionForm",
    "DropForm",
    "FinishForm",
    "FollowUpForm",
    "MinutesForm",
    "PhotosForm",
    "ReopenForm",
    "cost_formset",
]
