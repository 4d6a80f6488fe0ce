"""Keeping photos of activities."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone

from stations.activities import policies
from stations.activities.models import Activity, ActivityPhoto
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.changes import made, rewritten
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused, required
from yunhe.kit.verbs import verb
from yunhe.pictures import Picture, remove, thumbnail

MAX_PHOTOS = 60  # an activity; more is an album, not a record


def add_photos(activity: Activity, pictures: Sequence[Picture], *, by: User, caption: str = "") -> list[ActivityPhoto]:
    """Keep `pictures` (read and made anew by yunhe.pictures) with their small copies, all or none, and return them.

    Errors: Denied, Refused. Side effects: two files and one ActivityPhoto each, one audit event; where it fails the files go again.
    """
    kept: list[ActivityPhoto] = []
    try:
        with transaction.atomic():
            activity = locked(Activity.objects.with_sides(), activity)
            policies.can_add_photos(by, activity)
            there = activity.photos.kept().count()
            if there + len(pictures) > MAX_PHOTOS:
                sentence = f"一次活动最多保存 {MAX_PHOTOS} 张照片，现在已有 {there} 张，请挑选后再上传。"
                raise Refused({"pictures": sentence})
            for picture in pictures:
                photo = ActivityPhoto(activity=activity, caption=caption.strip(), added_by=by.display_name)
                photo.width, photo.height = picture.width, picture.height
                kept.append(photo)
                photo.picture.save("picture.jpg", picture.as_file(), save=False)
                photo.small.save("small.jpg", thumbnail(picture.data).as_file(), save=False)
                made(photo)
            changes = {"照片": [there, there + len(kept)]}
            record("stations.add_photos", "添加照片", activity, by=by, changes=changes, areas=activity.areas)
    except BaseException:
        for photo in kept:
            remove(photo.picture)
            remove(photo.small)
        raise
    return kept


@verb(ActivityPhoto.objects.with_sides(), policies.can_change_photo)
def caption_photo(photo: ActivityPhoto, *, by: User, caption: str) -> ActivityPhoto:
    """Write what a photo shows. Errors: Denied, ValidationError. Side effects: the photo, one audit event."""
    before, activity = photo.caption, photo.activity
    if rewritten(photo, caption=caption.strip()):
        changes = {"照片说明": [before, photo.caption]}
        record("stations.caption_photo", "修改照片说明", activity, by=by, changes=changes, areas=activity.areas)
    return photo


@verb(ActivityPhoto.objects.with_sides(), policies.can_change_photo)
def remove_photo(photo: ActivityPhoto, *, by: User, reason: str) -> ActivityPhoto:
    """Delete a photo's files and keep a line with the reason. Errors: Denied, Refused.

    Side effects: the photo, one audit event, on commit the two files go.
    """
    reason = required(reason, "删除照片须写明原因，例如“照片里有群众不愿公开”。", field="reason")
    files = [(field.storage, field.name) for field in (photo.picture, photo.small) if field.name]
    gone = {"removed_at": timezone.now(), "removed_by": by.display_name, "remove_reason": reason}
    rewritten(photo, picture="", small="", **gone)
    activity, changes = photo.activity, {"删除照片": [photo.caption or "无说明", ""]}
    record("stations.remove_photo", "删除照片", activity, by=by, reason=reason, changes=changes, areas=activity.areas)
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))
    return photo
