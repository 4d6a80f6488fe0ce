"""Every write of activities and of what belongs to them."""

from stations.activities.workflow.activities import cancel_activity, edit_activity, hold_activity, plan_activity
from stations.activities.workflow.costs import CostLine, set_costs
from stations.activities.workflow.follow_ups import (
    add_follow_up,
    drop_follow_up,
    edit_follow_up,
    finish_follow_up,
    give_back_follow_up,
    reopen_follow_up,
)
from stations.activities.workflow.guests import choose_guests, note_guests
from stations.activities.workflow.invitations import (
    answer_invitation,
    fill_places,
    invite,
    invited_by,
    sign_up,
    take_back_invitations,
    take_off_list,
)
from stations.activities.workflow.minutes import publish_minutes, withdraw_minutes, write_minutes
from stations.activities.workflow.photos import MAX_PHOTOS, add_photos, caption_photo, remove_photo
from stations.activities.workflow.series import (
    CANCELLED_BY_RULE,
    Occurrence,
    SeriesStep,
    change_series,
    draft_change,
    draft_series,
    draft_some,
    free_days,
    plan_series,
    with_facts,
)
from stations.activities.workflow.topics import (
    close_topic,
    discuss_topic,
    drop_topic,
    edit_topic,
    plan_topic,
    study_topic,
    supervise_topic,
)
