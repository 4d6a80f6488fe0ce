"""What an activity is and what it leaves: invitations, series, topics, costs, minutes, photos, follow-ups."""

from stations.activities.models.activities import CHECK_IN_AFTER, CHECK_IN_BEFORE, Activity
from stations.activities.models.costs import ActivityCost, yuan
from stations.activities.models.follow_ups import FollowUp
from stations.activities.models.guests import Guest
from stations.activities.models.invitations import Invitation
from stations.activities.models.minutes import Minutes, MinutesEdition
from stations.activities.models.photos import ActivityPhoto
from stations.activities.models.series import ActivitySeries
from stations.activities.models.topics import Topic
