"""Reading notices. The inbox is a person's own affair: nothing of it is audited."""

from django.utils import timezone

from yunhe.accounts.models import User
from yunhe.notices.models import Notice


def mark_read(notice: Notice) -> None:
    """Note the time of first reading; later readings change nothing."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(*, by: User) -> int:
    """Mark every unread notice of `by` as read and return how many there were."""
    return Notice.objects.visible_to(by).unread().update(read_at=timezone.now())
