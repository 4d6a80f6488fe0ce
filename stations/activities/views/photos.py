"""Pages of an activity's photos, and the pictures themselves."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stations.activities import policies, workflow
from stations.activities.forms import CaptionForm, PhotosForm
from stations.activities.models import ActivityPhoto
from stations.activities.policies import runs_activity
from stations.activities.views.activities import find_activity
from stations.places.forms import ReasonForm
from yunhe.accounts.decorators import staff_or_deputy_required, staff_required
from yunhe.accounts.policies import Denied, reason_against
from yunhe.kit.readonly import read_only
from yunhe.pictures import picture_response


def find_photo(request: HttpRequest, pk: int) -> ActivityPhoto:
    """Return a photo that the user may see, or 404."""
    return get_object_or_404(ActivityPhoto.objects.visible_to(request.user).select_related("activity"), pk=pk)


@require_http_methods(["GET", "POST"])
@staff_required
def activity_photos(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all photos of an activity, and add more."""
    activity = find_activity(request, pk)
    refusal = reason_against(policies.can_add_photos, request.user, activity)
    form = PhotosForm()
    if request.method == "POST":
        policies.can_add_photos(request.user, activity)
        form = PhotosForm(request.POST, request.FILES)
        if form.is_valid():
            pictures, caption = form.cleaned_data["pictures"], form.cleaned_data["caption"]
            try:
                kept = workflow.add_photos(activity, pictures, by=request.user, caption=caption)
            except Denied as denied:
                form.add_error("pictures", str(denied))
            else:
                messages.success(request, f"已添加 {len(kept)} 张照片。")
                return redirect("activities:activity-photos", activity.pk)
    context = {
        "activity": activity,
        "photos": activity.photos.kept(),
        "removed": activity.photos.filter(removed_at__isnull=False),
        "form": form,
        "refusal": refusal,
        "may_change": runs_activity(request.user, activity),
    }
    return TemplateResponse(request, "stations/activities/activity_photos.html", context)


@require_safe
@staff_or_deputy_required
@read_only
def photo_show(request: HttpRequest, pk: int, size: str) -> FileResponse:
    """Answer with the picture itself, to those who may see it."""
    if size not in {"full", "small"}:
        raise Http404
    photo = find_photo(request, pk)
    return picture_response(photo.picture if size == "full" else photo.small)


@require_POST
@staff_required
def photo_caption(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what a photo shows."""
    photo, form = find_photo(request, pk), CaptionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有保存：说明最多 60 个字。")
        return redirect("activities:activity-photos", photo.activity_id)
    try:
        workflow.caption_photo(photo, by=request.user, caption=form.cleaned_data["caption"])
    except ValidationError as error:
        messages.error(request, f"没有保存：{'；'.join(error.messages)}")
    else:
        messages.success(request, "说明已保存。")
    return redirect("activities:activity-photos", photo.activity_id)


@require_POST
@staff_required
def photo_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a photo, with a reason."""
    photo, form = find_photo(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有删除：请写明删除原因。")
        return redirect("activities:activity-photos", photo.activity_id)
    workflow.remove_photo(photo, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, "照片已删除，记录中保留删除原因。")
    return redirect("activities:activity-photos", photo.activity_id)
