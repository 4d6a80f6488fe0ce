"""Photos: several at once, without metadata, private, deleted with a reason; nothing left over when one is bad."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.activities import workflow
from stations.activities.enums import ActivityState
from stations.activities.models import ActivityPhoto
from tests.pictures import upload, with_place
from yunhe.kit.refusals import Denied, Refused
from yunhe.pictures import Picture
from yunhe.pictures.intake import take_in


@pytest.fixture
def picture() -> Picture:
    """A picture made anew from one with a place."""
    return take_in(with_place())


@pytest.fixture
def photo(activity, clerk, picture):
    """A photo of an activity that is over."""
    return workflow.add_photos(activity(), [picture], by=clerk, caption="现场")[0]


def files(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_several_are_taken_at_once_with_a_small_copy_and_without_the_place(activity, clerk, sign_in, settings):
    held = activity()
    url = reverse("activities:activity-photos", args=[held.pk])
    answer = sign_in(clerk).post(url, {"pictures": [upload(with_place()), upload()], "caption": "议事现场"})
    assert answer.status_code == 302
    assert list(held.photos.values_list("caption", flat=True)) == ["议事现场"] * 2
    kept = files(settings)
    assert len(kept) == 4
    assert not any(b"GeheimKamera" in path.read_bytes() for path in kept)


def test_one_bad_file_and_none_is_kept(activity, clerk, sign_in, settings):
    url = reverse("activities:activity-photos", args=[activity().pk])
    page = sign_in(clerk).post(url, {"pictures": [upload(), upload(b"%PDF-1.7", "a.jpg")]}).content.decode()
    assert "第 2 张" in page
    assert not ActivityPhoto.objects.exists()
    assert not files(settings)


def test_files_go_again_when_writing_fails(activity, clerk, picture, settings):
    with pytest.raises(Exception, match="60"):
        workflow.add_photos(activity(), [picture], by=clerk, caption="长" * 61)
    assert not files(settings)


def test_an_album_has_an_end(activity, clerk, picture, settings):
    held = activity()
    ActivityPhoto.objects.bulk_create(
        ActivityPhoto(activity=held, picture="x.jpg", small="x.jpg", width=1, height=1, added_by="x")
        for _ in range(workflow.MAX_PHOTOS)
    )
    with pytest.raises(Refused, match="最多"):
        workflow.add_photos(held, [picture], by=clerk)


def test_a_deleted_photo_leaves_a_line_and_no_file(photo, clerk, sign_in, settings, django_capture_on_commit_callbacks):
    client, url = sign_in(clerk), reverse("activities:photo-remove", args=[photo.pk])
    client.post(url, {"reason": ""})
    assert len(files(settings)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"reason": "群众不愿公开"})
    assert not files(settings)
    page = client.get(reverse("activities:activity-photos", args=[photo.activity_id])).content.decode()
    assert "群众不愿公开" in page
    assert client.get(photo.get_absolute_url()).status_code == 404
    assert client.post(url, {"reason": "再删"}).status_code == 403


def test_a_caption_is_changed(photo, clerk, sign_in):
    sign_in(clerk).post(reverse("activities:photo-caption", args=[photo.pk]), {"caption": "充电桩选址"})
    photo.refresh_from_db()
    assert photo.caption == "充电桩选址"


def test_no_photos_before_the_activity_has_begun(activity, clerk, picture):
    planned = activity(state=ActivityState.PLANNED, starts_at=timezone.now() + timedelta(days=1))
    with pytest.raises(Denied, match="还没有开始"):
        workflow.add_photos(planned, [picture], by=clerk)


def test_who_took_part_and_the_home_office_see_it_a_stranger_does_not(
    photo, county, staff, deputy_user, invite, sign_in
):
    there, other = deputy_user(), deputy_user(origin=county.shitang)
    invite(photo.activity, there.deputy, came=True)
    for size in ("full", "small"):
        url = reverse("activities:photo-show", args=[photo.pk, size])
        for user in (staff(county.fuyun), staff(county.chishi), there):
            answer = sign_in(user).get(url)
            assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
            assert "private" in answer["Cache-Control"]
        for user in (staff(county.shitang), other):
            assert sign_in(user).get(url).status_code == 404
    assert (
        sign_in(staff(county.fuyun)).get(reverse("activities:photo-show", args=[photo.pk, "huge"])).status_code == 404
    )
    remove = reverse("activities:photo-remove", args=[photo.pk])
    assert sign_in(staff(county.chishi)).post(remove, {"reason": "x"}).status_code == 403
    assert sign_in(staff(county.shitang)).post(remove, {"reason": "x"}).status_code == 404
