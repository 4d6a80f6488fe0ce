"""Kinds of documents and where they stand."""

from django.db import models

from yunhe.kit.moves import Machine, Verb
from yunhe.kit.states import State, Tone


class DocumentKind(models.TextChoices):
    LAW = "law", "法律法规"
    NOTICE = "notice", "制度通知"
    RULE = "rule", "本单位规定"
    FORM = "form", "表样"


class DocumentState(State):
    """Whether a document holds."""

    IN_FORCE = "in_force", "现行", Tone.SUCCESS
    ABOLISHED = "abolished", "已废止", Tone.MUTED


DOCUMENT = Machine.named("document", "制度文件", DocumentState).of(
    Verb("abolish", "废止", DocumentState.IN_FORCE, DocumentState.ABOLISHED, kind="danger"),
    Verb("restore", "恢复现行", DocumentState.ABOLISHED, DocumentState.IN_FORCE),
)
