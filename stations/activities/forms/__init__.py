"""Forms of activities."""

from stations.activities.forms.activities import ActivityForm
from stations.activities.forms.follow_ups import DropForm, FinishForm, FollowUpForm, ReopenForm
from stations.activities.forms.guests import GuestsForm, GuestsPresentForm
from stations.activities.forms.invitations import InviteForm
from stations.activities.forms.records import CaptionForm, MinutesForm, PhotosForm, cost_formset
from stations.activities.forms.series import SeriesChangeForm, SeriesForm
from stations.activities.forms.topics import CloseForm, DiscussForm, StudyForm, SuperviseForm, TopicDropForm, TopicForm
