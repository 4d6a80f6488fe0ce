"""Keeping photos of activities."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone

from stations.activities import policies
from stations.activities.models import Activity, ActivityPhoto
from stations.activities.workflow.locking import areas_of, locked_activity
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.audit.record import record
from yunhe.pictures import Picture, remove, thumbnail

MAX_PHOTOS = 60  # an activity; more is an album, not a record


def add_photos(activity: Activity, pictures: Sequence[Picture], *, by: User, caption: str = "") -> list[ActivityPhoto]:
    """Keep `pictures` (read and made anew by yunhe.pictures) with their small copies, all or none, and return them.

    Errors: Denied. Side effects: two files and one ActivityPhoto each, one audit event; where it fails the files go again.
    """
    kept: list[ActivityPhoto] = []
    try:
        with transaction.atomic():
            locked = locked_activity(activity.pk)
            policies.can_add_photos(by, locked)
            there = locked.photos.kept().count()
            if there + len(pictures) > MAX_PHOTOS:
                raise Denied(f"一次活动最多保存 {MAX_PHOTOS} 张照片，现在已有 {there} 张，请挑选后再上传。")
            for picture in pictures:
                photo = ActivityPhoto(activity=locked, caption=caption.strip(), added_by=by.display_name)
                photo.width, photo.height = picture.width, picture.height
                kept.append(photo)
                photo.picture.save("picture.jpg", picture.as_file(), save=False)
                photo.small.save("small.jpg", thumbnail(picture.data).as_file(), save=False)
                photo.full_clean()
                photo.save()
            changes = {"照片": [there, there + len(kept)]}
            record("stations.add_photos", "添加照片", locked, by=by, changes=changes, areas=areas_of(locked))
    except BaseException:
        for photo in kept:
            remove(photo.picture)
            remove(photo.small)
        raise
    return kept


def _locked(photo: ActivityPhoto, by: User) -> ActivityPhoto:
    related = ("activity__organising_area", "activity__station__location_area", "activity__team__area")
    rows = ActivityPhoto.objects.select_for_update(of=("self",)).select_related(*related, "activity__team__partner")
    locked = rows.get(pk=photo.pk)
    policies.can_change_photo(by, locked)
    return locked


@transaction.atomic
def caption_photo(photo: ActivityPhoto, *, by: User, caption: str) -> ActivityPhoto:
    """Write what a photo shows. Errors: Denied, ValidationError. Side effects: the photo, one audit event."""
    locked, caption = _locked(photo, by), caption.strip()
    if locked.caption != caption:
        changes = {"照片说明": [locked.caption, caption]}
        locked.caption = caption
        locked.full_clean()
        locked.save(update_fields=["caption"])
        activity = locked.activity
        record("stations.caption_photo", "修改照片说明", activity, by=by, changes=changes, areas=areas_of(activity))
    return locked


@transaction.atomic
def remove_photo(photo: ActivityPhoto, *, by: User, reason: str) -> ActivityPhoto:
    """Delete a photo's files and keep a line with the reason. Errors: Denied, ValidationError.

    Side effects: the photo, one audit event, on commit the two files go.
    """
    if not reason.strip():
        raise Denied("删除照片须写明原因，例如“照片里有群众不愿公开”。")
    locked = _locked(photo, by)
    files = [(field.storage, field.name) for field in (locked.picture, locked.small) if field.name]
    locked.picture = locked.small = ""
    locked.removed_at, locked.removed_by, locked.remove_reason = timezone.now(), by.display_name, reason.strip()
    locked.full_clean()
    locked.save(update_fields=["picture", "small", "removed_at", "removed_by", "remove_reason"])
    activity, changes = locked.activity, {"删除照片": [locked.caption or "无说明", ""]}
    areas = areas_of(activity)
    record("stations.remove_photo", "删除照片", activity, by=by, reason=reason, changes=changes, areas=areas)
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))
    return locked
