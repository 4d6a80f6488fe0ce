"""ActivityCost (经费计划), ActivitySeries (月度系列), Topic (议题), Minutes (纪要), ActivityPhoto (照片), FollowUp (跟进事项)."""

from stations.proceedings.models.costs import ActivityCost
from stations.proceedings.models.follow_ups import FollowUp
from stations.proceedings.models.minutes import Minutes, MinutesEdition
from stations.proceedings.models.photos import ActivityPhoto
from stations.proceedings.models.series import ActivitySeries
from stations.proceedings.models.topics import Topic

__all__ = ["ActivityCost", "ActivityPhoto", "ActivitySeries", "FollowUp", "Minutes", "MinutesEdition", "Topic"]
