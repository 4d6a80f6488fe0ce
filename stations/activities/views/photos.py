"""Pages of an activity's photos, and the pictures themselves."""

from collections.abc import Callable

from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from stations.activities import policies, workflow
from stations.activities.forms import CaptionForm, PhotosForm
from stations.activities.models import ActivityPhoto
from stations.activities.views.activities import find_activity
from stations.places.forms import ReasonForm
from yunhe.accounts.decorators import asks, reads, staff_or_deputy_required, staff_required, writes
from yunhe.accounts.requests import Request
from yunhe.kit.refusals import reason_against
from yunhe.pictures import picture_response
from yunhe.web.forms.page import FormPage, act


def find_photo(request: Request, pk: int) -> ActivityPhoto:
    """Return a photo that the user may see, or 404."""
    return get_object_or_404(ActivityPhoto.objects.visible_to(request.user).select_related("activity"), pk=pk)


class PhotosPage(FormPage):
    """The page that shows the photos below the form that adds more."""

    template = "stations/activities/activity_photos.html"


@asks(staff_required)
def activity_photos(request: Request, pk: int) -> HttpResponse:
    """Show all photos of an activity, and add more."""
    activity = find_activity(request, pk)
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
    return page.run(
        lambda facts: workflow.add_photos(activity, by=request.user, **facts),
        said=lambda kept: f"已添加 {len(kept)} 张照片。",
        to=reverse("activities:activity-photos", args=[pk]),
    )


@reads(staff_or_deputy_required)
def photo_show(request: Request, pk: int, size: str) -> FileResponse:
    """Answer with the picture itself, to those who may see it."""
    if size not in {"full", "small"}:
        raise Http404
    photo = find_photo(request, pk)
    return picture_response(photo.picture if size == "full" else photo.small)


def _change(request: Request, pk: int, form: Form, verb: Callable[..., ActivityPhoto], said: str) -> HttpResponse:
    photo = find_photo(request, pk)
    to = reverse("activities:activity-photos", args=[photo.activity_id])
    return act(request, lambda: verb(photo, by=request.user, **form.cleaned_data), said=said, to=to, form=form)


@writes(staff_required)
def photo_caption(request: Request, pk: int) -> HttpResponse:
    """Write what a photo shows."""
    return _change(request, pk, CaptionForm(request.POST), workflow.caption_photo, "说明已保存。")


@writes(staff_required)
def photo_remove(request: Request, pk: int) -> HttpResponse:
    """Delete a photo, with a reason."""
    said = "照片已删除，记录中保留删除原因。"
    return _change(request, pk, ReasonForm(request.POST), workflow.remove_photo, said)
