"""Who may end a mandate."""

from deputies.people.models import Deputy
from deputies.people.policies import can_edit_deputy
from yunhe.accounts.models import User


def can_end_mandate(user: User, deputy: Deputy) -> None:
    """Mandates are ended by the office that keeps the file."""
    can_edit_deputy(user, deputy)
