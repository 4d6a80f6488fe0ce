"""The deputy behind an account."""

from django.shortcuts import get_object_or_404

from deputies.people.models import Deputy, phone_digest
from yunhe.accounts.models import User
from yunhe.kit.folding import plain_phone
from yunhe.kit.refusals import Denied


def deputy_of(user: User) -> Deputy | None:
    """Return the deputy whose account `user` is, None for everybody else. One query."""
    return Deputy.objects.filter(user=user).select_related("origin", "residence").first()


def own_deputy_or_404(user: User) -> Deputy:
    """Return the deputy whose account `user` is. Raises Http404 for everybody else."""
    return get_object_or_404(Deputy.objects.select_related("origin", "residence"), user=user)


def own_deputy(user: User) -> Deputy:
    """Return the deputy whose account `user` is. Raises Denied, which says whom to ask, for everybody else."""
    deputy = deputy_of(user)
    if deputy is None:
        raise Denied("您的账号还没有关联代表档案，请联系原选区所在乡镇人大。")
    return deputy


def users_of_phone(typed: str) -> list[User]:
    """Return the accounts of the deputies with the mobile number that was typed; two where a number stands in two files."""
    digest = phone_digest(plain_phone(typed))
    if not digest:
        return []
    deputies = Deputy.objects.filter(phone_digest=digest, user__isnull=False).select_related("user")[:2]
    return [deputy.user for deputy in deputies if deputy.user]
