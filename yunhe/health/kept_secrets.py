"""What lies encrypted in the database: that it opens, belongs where it stands, and is encrypted with the newest key."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import F, Field, Model, TextField, Value
from django.db.models.functions import Cast

from yunhe.privacy import UnreadableSecretError, decrypt, encrypt, is_current

AT_MOST = 50  # sentences; more say nothing new


@dataclass
class SecretsReport:
    """What was found. checked, renewed: values; problems: a sentence each, without the values."""

    checked: int = 0
    renewed: int = 0
    stale: int = 0
    problems: list[str] = field(default_factory=list)

    def says(self, sentence: str) -> None:
        """Add a finding."""
        if len(self.problems) < AT_MOST:
            self.problems.append(sentence)


def check_secrets(*, renew: bool = False) -> SecretsReport:
    """Open every encrypted value of the database; where `renew`, encrypt anew what an old key or an old format holds.

    A value that does not fit the fingerprint beside it was exchanged past the program. Side effect with `renew`: the columns.
    """
    report = SecretsReport()
    for model, column in _columns():
        printed = getattr(column, "printed", None)
        names = ["pk", "raw", *([printed[0]] if printed else [])]
        rows = model._base_manager.annotate(raw=Cast(F(column.attname), TextField())).exclude(raw=None)
        for pk, raw, *fingerprint in rows.values_list(*names).iterator(chunk_size=2000):
            _check(report, model, column, pk, raw, *fingerprint, renew=renew)
    return report


def _columns() -> Iterator[tuple[type[Model], Any]]:
    """Yield every encrypted column with its model."""
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if getattr(column, "encrypts", False):
                yield model, column


def _check(
    report: SecretsReport, model: type[Model], column: Any, pk: Any, raw: str, fingerprint: str = "", *, renew: bool
) -> None:
    where = f"{model._meta.verbose_name} {pk} 的{column.verbose_name}"
    report.checked += 1
    try:
        text, is_fresh = decrypt(raw, place=column.place), is_current(raw, place=column.place)
    except UnreadableSecretError:
        report.says(f"{where}打不开：密钥不在 PRIVACY_KEYS 里，或它被换成了别处的值。")
        return
    if fingerprint and column.printed[1](text) != fingerprint:
        report.says(f"{where}与它的指纹不符：在系统之外被换过。")
        return
    if is_fresh:
        return
    report.stale += 1
    if renew:
        report.renewed += _write(model, column, pk, raw, encrypt(text, place=column.place))


def _write(model: type[Model], column: "Field[Any, Any]", pk: Any, before: str, after: str) -> int:
    """Write a ciphertext where nobody has written meanwhile; return how many rows that were."""
    rows = model._base_manager.annotate(raw=Cast(F(column.attname), TextField())).filter(pk=pk, raw=before)
    return rows.update(**{column.attname: Value(after, output_field=TextField())})
