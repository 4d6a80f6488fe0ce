"""Pages of documents."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liaison.documents import policies, workflow
from liaison.documents.forms import AbolishForm, DocumentForm, EditionForm, LinkForm
from liaison.documents.models import Document, DocumentEdition, DocumentObligation
from liaison.documents.queries import obligations_of, rules_to_link
from liaison.documents.tables import DocumentListing
from yunhe.accounts.decorators import office_required, staff_or_deputy_required
from yunhe.accounts.enums import Role
from yunhe.accounts.policies import is_allowed
from yunhe.accounts.scope import scope_of
from yunhe.kit.readonly import read_only
from yunhe.trail.queries import history_of


def find_document(request: HttpRequest, pk: int) -> Document:
    """Return a document in scope, or 404."""
    return get_object_or_404(Document.objects.visible_to(request.user).select_related("area"), pk=pk)


@staff_or_deputy_required
@read_only
def document_list(request: HttpRequest) -> HttpResponse:
    """Show the documents that bind the user's areas."""
    may_add = scope_of(request.user).has_role(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
    return DocumentListing.of(request).answer(request, "liaison/documents/document_list.html", {"may_add": may_add})


@require_safe
@staff_or_deputy_required
@read_only
def document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a document: what it says, its editions, the obligations that come from it."""
    document = find_document(request, pk)
    may_revise = is_allowed(policies.can_revise, request.user, document)
    context = {
        "document": document,
        "editions": list(document.editions.all()),
        "obligations": obligations_of(document, request.user),
        "may_revise": may_revise,
        "may_abolish": is_allowed(policies.can_move_document, request.user, document, "abolish"),
        "may_restore": is_allowed(policies.can_move_document, request.user, document, "restore"),
        "link_form": LinkForm(rules=rules_to_link(document)) if may_revise else None,
        "abolish_form": AbolishForm(),
        "history": history_of(document, request.user),
    }
    return render(request, "liaison/documents/document_detail.html", context)


@require_http_methods(["GET", "POST"])
@office_required
def document_create(request: HttpRequest) -> HttpResponse:
    """Put a document in."""
    form = _bound(DocumentForm, request, user=request.user)
    if form.is_valid():
        try:
            document = workflow.add_document(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "制度文件已登记。")
            return redirect(document)
    return render(request, "liaison/documents/document_form.html", {"form": form, "label": "登记制度文件"})


def _bound(form_class, request: HttpRequest, **kwargs):
    if request.method == "POST":
        return form_class(request.POST, request.FILES, **kwargs)
    return form_class(**kwargs)


@require_http_methods(["GET", "POST"])
@office_required
def edition_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an edition."""
    document = find_document(request, pk)
    policies.can_revise(request.user, document)
    newest = document.editions.first()
    form = _bound(EditionForm, request, initial={"summary": newest.summary if newest else ""})
    if form.is_valid():
        try:
            edition = workflow.add_edition(document, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"已登记第{edition.number}版，以前的版本仍可查看。")
            return redirect(document)
    context = {"form": form, "label": "登记新版本", "document": document}
    return render(request, "liaison/documents/document_form.html", context)


@require_POST
@office_required
def obligation_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which obligation comes from a document."""
    document = find_document(request, pk)
    policies.can_revise(request.user, document)
    form = LinkForm(request.POST, rules=rules_to_link(document))
    if form.is_valid():
        workflow.link_obligation(
            document, form.cleaned_data["rule"], by=request.user, article=form.cleaned_data["article"]
        )
        messages.success(request, "已登记。")
    else:
        messages.error(request, "请选择一项还没有列入的任务。")
    return redirect(document)


@require_POST
@office_required
def obligation_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link away."""
    documents = Document.objects.visible_to(request.user)
    link = get_object_or_404(DocumentObligation.objects.select_related("document"), pk=pk, document__in=documents)
    workflow.unlink_obligation(link, by=request.user)
    messages.success(request, "已取消。")
    return redirect(link.document)


@require_POST
@office_required
def document_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Abolish or restore a document."""
    document = find_document(request, pk)
    if verb == "restore":
        try:
            workflow.restore(document, by=request.user)
        except ValidationError as error:
            messages.error(request, "；".join(error.messages))
        else:
            messages.success(request, "已恢复现行。")
        return redirect(document)
    if verb != "abolish":
        raise Http404
    form = AbolishForm(request.POST)
    if form.is_valid():
        workflow.abolish(document, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "已废止，历次版本仍可查看。")
    else:
        messages.error(request, "请写明废止说明。")
    return redirect(document)


@require_safe
@staff_or_deputy_required
@read_only
def edition_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the file of an edition, never shown in the page's own origin."""
    documents = Document.objects.visible_to(request.user)
    edition = get_object_or_404(DocumentEdition, pk=pk, document__in=documents)
    if not edition.file or not edition.file.storage.exists(edition.file.name):
        raise Http404("这一版没有附文件。")
    answer = FileResponse(edition.file.open("rb"), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, edition.filename)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
