"""What waits for whoever a follow-up was given to."""

from stations.activities.enums import FollowUpState
from stations.activities.tables import FollowUpListing
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return the open follow-ups of each area of `user`."""
    return [
        Waiting.of(
            "后续事项待办",
            f"活动交给{area.short_name}办的事，办好登记完成",
            FollowUpListing.at(user, "activities:follow-up-list", state=FollowUpState.OPEN.value, owner_in=area.pk),
            due="due_on",
        )
        for area in scope_of(user).areas()
    ]
