"""Wording and recipients of what is said about minutes. Nothing personal but deputies' names."""

from django.db.models import Q

from deputies.models import Deputy
from stations.models import Activity, CheckIn, Minutes
from yunhe.accounts.models import User

Message = tuple[list[User], str, str]  # recipients, title, body


def readers_of(activity: Activity) -> list[User]:
    """Return the active accounts of the deputies who were invited to `activity` or present at it."""
    present = CheckIn.objects.standing().filter(activity=activity)
    invited = activity.invitations.all()
    people = Deputy.objects.filter(
        Q(pk__in=invited.values("deputy_id")) | Q(pk__in=present.values("deputy_id")), user__is_active=True
    )
    return [person.user for person in people.select_related("user")]


def of_minutes(minutes: Minutes) -> Message:
    """Return what is said when minutes are published."""
    activity = minutes.activity
    again = f"（第 {minutes.edition} 次印发，以这一次为准）" if minutes.edition > 1 else ""
    agreed = f"议定事项：{minutes.agreed.splitlines()[0][:60]}" if minutes.agreed.strip() else "请点开阅读。"
    title = f"活动纪要：{activity.title}"[:110]
    return readers_of(activity), title, f"{activity.times_label}的活动纪要已印发{again}。{agreed}"
