"""Pages of documents."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from liaison.documents import policies, workflow
from liaison.documents.forms import AbolishForm, DocumentForm, EditionForm, LinkForm
from liaison.documents.models import Document, DocumentEdition, DocumentObligation
from liaison.documents.queries import obligations_of, rules_to_link
from liaison.documents.tables import DocumentListing
from yunhe.accounts.decorators import asks, lists, office_required, reads, staff_or_deputy_required, writes
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.requests import Request
from yunhe.accounts.scope import scope_of
from yunhe.kit.files import download
from yunhe.kit.refusals import is_allowed
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage, act

LIST = ("制度文件", "documents:document-list")


def find_document(request: Request, pk: int) -> Document:
    """Return a document in scope, or 404."""
    return get_object_or_404(Document.objects.visible_to(request.user).select_related("area"), pk=pk)


@lists(staff_or_deputy_required)
def document_list(request: Request) -> HttpResponse:
    """Show the documents that bind the user's areas."""
    may_add = scope_of(request.user).has_role(*OFFICES)
    return DocumentListing.of(request).answer(request, "liaison/documents/document_list.html", {"may_add": may_add})


@reads(staff_or_deputy_required)
def document_detail(request: Request, pk: int) -> HttpResponse:
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


@asks(office_required)
def document_create(request: Request) -> HttpResponse:
    """Put a document in."""
    page = FormPage(request, "登记制度文件", DocumentForm, user=request.user, crumbs=[LIST])
    return page.run(lambda facts: workflow.add_document(by=request.user, **facts), said="制度文件已登记。")


@asks(office_required)
def edition_create(request: Request, pk: int) -> HttpResponse:
    """Add an edition."""
    document = find_document(request, pk)
    policies.can_revise(request.user, document)
    newest = document.editions.first()
    page = FormPage(
        request,
        "登记新版本",
        EditionForm,
        of=document,
        initial={"summary": newest.summary if newest else ""},
        crumbs=[LIST, (document.title, document)],
        note=document.title,
    )
    return page.run(
        lambda facts: workflow.add_edition(document, by=request.user, **facts),
        said=lambda edition: f"已登记第{edition.number}版，以前的版本仍可查看。",
    )


@writes(office_required)
def obligation_link(request: Request, pk: int) -> HttpResponse:
    """Say which obligation comes from a document."""
    document = find_document(request, pk)
    policies.can_revise(request.user, document)
    form = LinkForm(request.POST, rules=rules_to_link(document))
    return act(
        request,
        lambda: workflow.link_obligation(document, by=request.user, **form.cleaned_data),
        said="已登记。",
        to=document,
        form=form,
    )


@writes(office_required)
def obligation_unlink(request: Request, pk: int) -> HttpResponse:
    """Take a link away."""
    documents = Document.objects.visible_to(request.user)
    link = get_object_or_404(DocumentObligation.objects.select_related("document"), pk=pk, document__in=documents)
    return act(request, lambda: workflow.unlink_obligation(link, by=request.user), said="已取消。", to=link.document)


@writes(office_required)
def document_move(request: Request, pk: int, verb: str) -> HttpResponse:
    """Abolish or restore a document."""
    document = find_document(request, pk)
    if verb == "restore":
        return act(request, lambda: workflow.restore(document, by=request.user), said="已恢复现行。", to=document)
    if verb != "abolish":
        raise Http404
    form = AbolishForm(request.POST)
    return act(
        request,
        lambda: workflow.abolish(document, by=request.user, **form.cleaned_data),
        said="已废止，历次版本仍可查看。",
        to=document,
        form=form,
    )


@reads(staff_or_deputy_required)
def edition_file(request: Request, pk: int) -> HttpResponseBase:
    """Hand out the file of an edition, never shown in the page's own origin."""
    documents = Document.objects.visible_to(request.user)
    edition = get_object_or_404(DocumentEdition, pk=pk, document__in=documents)
    return download(edition.file, edition.filename)
