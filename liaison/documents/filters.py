"""How documents are narrowed."""

from django_filters import ChoiceFilter

from liaison.documents.enums import DocumentKind, DocumentState
from yunhe.web.lists.filters import Filters


class DocumentFilter(Filters):
    """Documents by kind and state."""

    kind = ChoiceFilter(choices=DocumentKind, label="类别", empty_label="全部类别")
    state = ChoiceFilter(choices=DocumentState, label="状态", empty_label="全部状态")
