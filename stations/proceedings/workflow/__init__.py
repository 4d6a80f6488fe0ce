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
from stations.proceedings.workflow.series import (
    SeriesStep,
    change_series,
    draft_change,
    draft_series,
    plan_series,
)
from stations.proceedings.workflow.topics import (
    close_topic,
    discuss_topic,
    drop_topic,
    edit_topic,
    plan_topic,
    study_topic,
    supervise_topic,
)

__all__ = [
    "MAX_PHOTOS",
    "CostLine",
    "SeriesStep",
    "add_follow_up",
    "add_photos",
    "caption_photo",
    "change_series",
    "close_topic",
    "discuss_topic",
    "draft_change",
    "draft_series",
    "drop_follow_up",
    "drop_topic",
    "edit_follow_up",
    "edit_topic",
    "finish_follow_up",
    "give_back_follow_up",
    "plan_series",
    "plan_topic",
    "publish_minutes",
    "remove_photo",
    "reopen_follow_up",
    "set_costs",
    "study_topic",
    "supervise_topic",
    "withdraw_minutes",
    "write_minutes",
]
