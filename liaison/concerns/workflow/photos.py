"""Blackening a part of a photo, for good."""

from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from liaison.concerns import policies
from liaison.concerns.models import ConcernPhoto
from liaison.concerns.workflow.steps import locked_concern
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.pictures import blacken, remove, thumbnail

Box = tuple[float, float, float, float]


@transaction.atomic
def blacken_photo(photo: ConcernPhoto, *, by: User, boxes: Sequence[Box]) -> ConcernPhoto:
    """Paint `boxes` (parts of width and height) black and drop the picture as it was.

    Errors: Denied, ValidationError for a box outside the picture. Side effects: new files, old ones removed after the
    commit, one audit event.
    """
    concern = locked_concern(photo.concern)
    policies.can_edit_concern(by, concern)
    this = ConcernPhoto.objects.select_for_update().get(pk=photo.pk)
    with this.file.open("rb") as kept:
        picture = blacken(kept.read(), boxes)
    before = (ConcernPhoto(file=this.file.name), ConcernPhoto(small=this.small.name))
    this.file.save("photo.jpg", picture.as_file(), save=False)
    this.small.save("small.jpg", ContentFile(thumbnail(picture.data).data), save=False)
    this.blackened_at, this.blackened_by = timezone.now(), by.display_name
    this.save()
    changes = {"涂黑处数": [None, len(boxes)]}
    record("liaison.blacken_concern_photo", "群众诉求：照片涂黑", concern, by=by, changes=changes)

    def drop() -> None:
        remove(before[0].file)
        remove(before[1].small)

    transaction.on_commit(drop)
    return this
