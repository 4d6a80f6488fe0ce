"""Whom to tell of work that was not done."""

from collections.abc import Iterator

from django.urls import reverse

from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.jobs.models import Errand
from yunhe.notices.telling import Message


def of_errands() -> Iterator[Message]:
    """Tell the system administrators of errands that were given up; each of them once, however often it is asked."""
    given_up = Errand.objects.given_up()
    newest = given_up.order_by("-pk").first()
    if newest is None:
        return
    yield Message(
        User.objects.holding(Role.SYSTEM_ADMIN).filter(is_active=True),
        key=f"errands-given-up-{newest.pk}",
        kind="system",
        title=f"有 {given_up.count()} 条差事多次没有办成，已停下",
        body="多半是要发的通知没有发出去。请查看后台日志，排除原因后在“遗留差事”里重新办理。",
        url=reverse("errand-list"),
        is_urgent=True,
    )
