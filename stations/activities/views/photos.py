"""Pages of an activity's photos, and the pictures themselves."""

from functools import partial

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse

from stations.activities import policies, workflow
from stations.activities.forms import CaptionForm, PhotosForm
from stations.activities.models import Activity, ActivityPhoto
from stations.activities.views.activities import find_activity
from stations.places.forms import ReasonForm
from yunhe.accounts.decorators import asks, reads, staff_or_deputy_required, staff_required
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.refusals import reason_against
from yunhe.pictures import picture_response
from yunhe.web.forms.page import FormPage

find_photo = in_scope(ActivityPhoto.objects, "activity")


class PhotosPage(FormPage):
    """The page that shows the photos below the form that adds more."""

    template = "stations/activities/activity_photos.html"


def photos_of(activity: Activity) -> str:
    return reverse("activities:activity-photos", args=[activity.pk])


@asks(staff_required, find_activity)
def activity_photos(request: Request, activity: Activity) -> HttpResponse:
    """Show all photos of an activity, and add more."""
    if request.method == "POST":
        policies.can_add_photos(request.user, activity)
    context = {
        "activity": activity,
        "photos": activity.photos.kept(),
        "removed": activity.photos.filter(removed_at__isnull=False),
        "refusal": reason_against(policies.can_add_photos, request.user, activity),
        "may_change": policies.manages(request.user, activity),
    }
    page = PhotosPage(request, "活动照片", PhotosForm, of=activity, context=context)
    said = "已添加 {} 张照片。"
    return page.does(workflow.add_photos, said=lambda kept: said.format(len(kept)), to=photos_of(activity))


@reads(staff_or_deputy_required, find_photo)
def photo_show(request: Request, photo: ActivityPhoto, size: str) -> FileResponse:
    """Answer with the picture itself, to those who may see it."""
    if size not in {"full", "small"}:
        raise Http404
    return picture_response(photo.picture if size == "full" else photo.small)


def _to_photos(photo: ActivityPhoto) -> str:
    return photos_of(photo.activity)


press = partial(button, staff_required, find_photo, to=_to_photos)
photo_caption = press(workflow.caption_photo, form=CaptionForm, said="说明已保存。")
photo_remove = press(workflow.remove_photo, form=ReasonForm, said="照片已删除，记录中保留删除原因。")
