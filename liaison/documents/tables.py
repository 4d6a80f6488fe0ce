"""Documents as a list."""

from django.db.models import Count, Max, Q

from liaison.documents.filters import DocumentFilter
from liaison.documents.models import Document
from yunhe.web.lists.columns import Column, field, state
from yunhe.web.lists.listing import Empty, Listing, Search


def says(text: str) -> Q:
    """Return the condition that an edition says `text`."""
    return Q(pk__in=Document.objects.filter(editions__summary__icontains=text).values("pk"))


class DocumentListing(Listing):
    """The documents that bind the user's areas."""

    name = "documents"
    title = "制度文件"
    filterset_class = DocumentFilter
    search = Search("名称、文号、印发机关或摘要", "title__icontains", "number__icontains", "issuer__icontains", says)
    default_sort = "kind"
    columns = (
        field("title", "名称", is_title=True),
        Column("kind", "类别", "get_kind_display", sort=("kind", "-issued_on")),
        field("number", "文号"),
        field("issuer", "印发机关"),
        Column("area", "维护单位", "area.name", sort=("area__order",)),
        Column("edition", "现行版次", lambda row: f"第{row.newest}版", sort=("newest",)),
        field("effective", "施行日期"),
        field("obligations", "由它产生的任务", "obligation_count", number=True),
        state(),
    )
    empty = Empty("还没有制度文件", "把县里的通知、本单位的规定和表样登记在这里，任务就有据可查。")
    source = Document.objects.select_related("area")
    annotated = {
        "newest": Max("editions__number"),
        "effective": Max("editions__effective_on"),
        "obligation_count": Count("obligations", distinct=True),
    }
