"""Station (联络阵地), Activity (活动), Code (三码) and CheckIn (签到)."""

from stations.models.activities import CHECK_IN_AFTER, CHECK_IN_BEFORE, Activity
from stations.models.check_ins import CheckIn
from stations.models.codes import Code, new_token
from stations.models.places import Station

__all__ = ["CHECK_IN_AFTER", "CHECK_IN_BEFORE", "Activity", "CheckIn", "Code", "Station", "new_token"]
