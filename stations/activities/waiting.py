"""What waits for whoever a follow-up was given to."""

from django.urls import reverse

from stations.activities.enums import FollowUpState
from stations.activities.models import FollowUp
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.reach import lies_in
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return the open follow-ups of each area of `user`."""
    url = f"{reverse('activities:follow-up-list')}?state={FollowUpState.OPEN.value}&owner_in="
    return [
        Waiting.of(
            "后续事项待办",
            f"活动交给{area.short_name}办的事，办好登记完成",
            FollowUp.objects.open().filter(lies_in("owner_area", area)),
            f"{url}{area.pk}",
            due="due_on",
        )
        for area in scope_of(user).areas()
    ]
