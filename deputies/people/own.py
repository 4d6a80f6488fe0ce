"""The deputy behind an account."""

from django.shortcuts import get_object_or_404

from deputies.people.models import Deputy
from yunhe.accounts.models import User


def deputy_of(user: User) -> Deputy | None:
    """Return the deputy whose account `user` is, None for everybody else. One query."""
    return Deputy.objects.filter(user=user).select_related("origin", "residence").first()


def own_deputy_or_404(user: User) -> Deputy:
    """Return the deputy whose account `user` is. Raises Http404 for everybody else."""
    return get_object_or_404(Deputy.objects.select_related("origin", "residence"), user=user)
