"""Pages of documents."""

from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from liaison.documents import policies, workflow
from liaison.documents.forms import AbolishForm, DocumentForm, EditionForm, LinkForm
from liaison.documents.models import Document, DocumentEdition, DocumentObligation
from liaison.documents.queries import obligations_of
from liaison.documents.tables import DocumentListing
from yunhe.accounts.decorators import asks, lists, office_required, opens, reads, staff_or_deputy_required
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.files import download
from yunhe.kit.refusals import is_allowed
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage

LIST = ("制度文件", "documents:document-list")
find_document = in_scope(Document.objects, "area")
find_edition = in_scope(DocumentEdition.objects, document=Document.objects)
find_link = in_scope(DocumentObligation.objects, "document", document=Document.objects)


@lists(staff_or_deputy_required)
def document_list(request: Request) -> HttpResponseBase:
    """Show the documents that bind the user's areas."""
    may_add = opens(office_required, request.user)
    return DocumentListing.of(request).answer(request, "liaison/documents/document_list.html", {"may_add": may_add})


@reads(staff_or_deputy_required, find_document)
def document_detail(request: Request, document: Document) -> HttpResponse:
    """Show a document: what it says, its editions, the obligations that come from it."""
    may_revise = is_allowed(policies.can_revise, request.user, document)
    context = {
        "document": document,
        "editions": list(document.editions.all()),
        "obligations": obligations_of(document, request.user),
        "may_revise": may_revise,
        "may_abolish": is_allowed(policies.can_move_document, request.user, document, "abolish"),
        "may_restore": is_allowed(policies.can_move_document, request.user, document, "restore"),
        "link_form": LinkForm(document=document) if may_revise else None,
        "abolish_form": AbolishForm(),
        "history": history_of(document, request.user),
    }
    return render(request, "liaison/documents/document_detail.html", context)


@asks(office_required)
def document_create(request: Request) -> HttpResponse:
    page = FormPage(request, "登记制度文件", DocumentForm, user=request.user, crumbs=[LIST])
    return page.run(lambda facts: workflow.add_document(by=request.user, **facts), said="制度文件已登记。")


@asks(office_required, find_document, policies.can_revise)
def edition_create(request: Request, document: Document) -> HttpResponse:
    newest = document.editions.first()
    initial, crumbs = {"summary": newest.summary if newest else ""}, [LIST, (document.title, document)]
    page = FormPage(
        request, "登记新版本", EditionForm, of=document, initial=initial, crumbs=crumbs, note=document.title
    )
    return page.does(workflow.add_edition, said=lambda edition: f"已登记第{edition.number}版，以前的版本仍可查看。")


on_document = partial(button, office_required, find_document)
document_abolish = on_document(workflow.abolish, form=AbolishForm, said="已废止，历次版本仍可查看。")
document_restore = on_document(workflow.restore, said="已恢复现行。")
obligation_link = on_document(workflow.link_obligation, form=LinkForm, of="document", said="已登记。")
obligation_unlink = button(office_required, find_link, workflow.unlink_obligation, said="已取消。")


@reads(staff_or_deputy_required, find_edition)
def edition_file(request: Request, edition: DocumentEdition) -> HttpResponseBase:
    """Hand out the file of an edition, never shown in the page's own origin."""
    return download(edition.file, edition.filename)
