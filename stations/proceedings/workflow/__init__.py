"""Every write about what activities plan, record and leave to do."""

from stations.proceedings.workflow.costs import CostLine, set_costs
from stations.proceedings.workflow.follow_ups import (
    add_follow_up,
    drop_follow_up,
    edit_follow_up,
    finish_follow_up,
    give_back_follow_up,
    reopen_follow_up,
)
from stations.proceedings.workflow.minutes import publish_minutes, withdraw_minutes, write_minutes
from stations.proceedings.workflow.photos import MAX_PHOTOS, add_photos, caption_photo, remove_photo

__all__ = [
    "MAX_PHOTOS",
    "CostLine",
    "add_follow_up",
    "add_photos",
    "caption_photo",
    "drop_follow_up",
    "edit_follow_up",
    "finish_follow_up",
    "give_back_follow_up",
    "publish_minutes",
    "remove_photo",
    "reopen_follow_up",
    "set_costs",
    "withdraw_minutes",
    "write_minutes",
]
