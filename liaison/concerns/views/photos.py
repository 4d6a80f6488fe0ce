"""Photos of a matter: shown to those in scope, blackened by the leading office."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from liaison.concerns import policies, workflow
from liaison.concerns.forms import BlackenForm
from liaison.concerns.models import Concern, ConcernPhoto
from liaison.concerns.views.concerns import everybody
from yunhe.accounts.decorators import office_required
from yunhe.pictures import picture_response


def find_photo(request: HttpRequest, pk: int) -> ConcernPhoto:
    """Return a photo of a matter in scope, or 404."""
    visible = Concern.objects.visible_to(request.user)
    return get_object_or_404(ConcernPhoto.objects.filter(concern__in=visible).select_related("concern__lead"), pk=pk)


@require_safe
@everybody
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a photo."""
    return picture_response(find_photo(request, pk).file)


@require_safe
@everybody
def photo_small(request: HttpRequest, pk: int) -> HttpResponse:
    """Show its small copy."""
    return picture_response(find_photo(request, pk).small)


@require_http_methods(["GET", "POST"])
@office_required
def photo_blacken(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a box, and paint it black for good."""
    picture = find_photo(request, pk)
    policies.can_edit_concern(request.user, picture.concern)
    form = BlackenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            workflow.blacken_photo(picture, by=request.user, boxes=[form.box()])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "已涂黑。还有要遮的，可以接着框选。")
            return redirect("concerns:photo-blacken", pk=picture.pk)
    context = {"form": form, "photo": picture, "concern": picture.concern}
    return TemplateResponse(request, "liaison/concerns/photo_blacken.html", context)
