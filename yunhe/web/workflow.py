"""Keeping, changing and dropping saved views."""

from django.db import transaction

from yunhe.web.models import SavedView


@transaction.atomic
def keep_view(view: SavedView) -> SavedView:
    """Save a view of its user; a new default takes the mark from the old one of the same list."""
    if view.is_default:
        others = SavedView.objects.filter(user=view.user, path=view.path, is_default=True).exclude(pk=view.pk)
        others.update(is_default=False)
    view.save()
    return view
