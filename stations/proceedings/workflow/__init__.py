"""Every write about what activities plan, record and leave to do."""

from stations.proceedings.workflow.costs import CostLine, set_costs
from stations.proceedings.workflow.minutes import publish_minutes, withdraw_minutes, write_minutes
from stations.proceedings.workflow.photos import MAX_PHOTOS, add_photos, caption_photo, remove_photo

__all__ = [
    "MAX_PHOTOS",
    "CostLine",
    "add_photos",
    "caption_photo",
    "publish_minutes",
    "remove_photo",
    "set_costs",
    "withdraw_minutes",
    "write_minutes",
]
