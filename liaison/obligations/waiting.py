"""What waits for the offices that owe obligations."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from liaison.obligations.models import Obligation
from liaison.obligations.queries import SOON, list_url
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return what the offices of `user` owe soon or are late with. The county's counts what it owes itself."""
    own = [area.pk for area in scope_of(user).areas(*OFFICES)]
    if not own:
        return []
    near = Obligation.objects.undone().filter(Q(unit__in=own) | Q(partner__in=own))
    near = near.filter(due_on__lte=timezone.localdate() + timedelta(days=SOON))
    url = list_url(unit=own[0] if len(own) == 1 else None, todo=1)
    return [Waiting.of("工作任务", "近期到期和已逾期的，办完后登记佐证", near, url, due="due_on")]
