"""Photos of a concern: shown to those in scope, blackened by the leading office."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from liaison.concerns import policies, workflow
from liaison.concerns.forms import BlackenForm
from liaison.concerns.models import Concern, ConcernPhoto
from liaison.concerns.views.concerns import everybody
from yunhe.accounts.decorators import asks, office_required
from yunhe.accounts.requests import Request
from yunhe.pictures import picture_response
from yunhe.web.forms.page import FormPage


def find_photo(request: Request, pk: int) -> ConcernPhoto:
    """Return a photo of a concern in scope, or 404."""
    visible = Concern.objects.visible_to(request.user)
    return get_object_or_404(ConcernPhoto.objects.filter(concern__in=visible).select_related("concern__lead"), pk=pk)


@require_safe
@everybody
def photo(request: Request, pk: int) -> FileResponse:
    return picture_response(find_photo(request, pk).file)


@require_safe
@everybody
def photo_small(request: Request, pk: int) -> FileResponse:
    return picture_response(find_photo(request, pk).small)


@asks(office_required)
def photo_blacken(request: Request, pk: int) -> HttpResponse:
    """Choose a box, and paint it black for good."""
    picture = find_photo(request, pk)
    policies.can_edit_concern(request.user, picture.concern)
    page = FormPage(
        request,
        "照片涂黑",
        BlackenForm,
        of=picture.concern,
        crumbs=[("群众诉求", picture.concern)],
        note="在照片上拖出一个框（人脸、车牌、门牌），保存后原图不再保留。",
        submit="涂黑",
        is_danger=True,
        styles=["css/pages/concerns.css"],
        body="liaison/concerns/_blacken.html",
        context={"photo": picture},
    )
    return page.run(
        lambda facts: workflow.blacken_photo(picture, by=request.user, **facts),
        said="已涂黑。还有要遮的，可以接着框选。",
        to=request.path,
    )
