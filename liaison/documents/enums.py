"""Kinds of documents and where they stand."""

from django.db import models


class DocumentKind(models.TextChoices):
    """What a document is."""

    LAW = "law", "法律法规"
    NOTICE = "notice", "制度通知"
    RULE = "rule", "本单位规定"
    FORM = "form", "表样"


class DocumentState(models.TextChoices):
    """Whether a document holds."""

    IN_FORCE = "in_force", "现行"
    ABOLISHED = "abolished", "已废止"


#: state → {verb: state after it}
DOCUMENT_TRANSITIONS: dict[str, dict[str, str]] = {
    DocumentState.IN_FORCE: {"abolish": DocumentState.ABOLISHED},
    DocumentState.ABOLISHED: {"restore": DocumentState.IN_FORCE},
}

DOCUMENT_VERBS = {"abolish": "废止", "restore": "恢复现行"}
