"""Model fields whose column holds ciphertext only.

    phone = EncryptedTextField("手机", mask=mask_phone, blank=True)
    masked_phone = masked("phone")                                  # 138****5678, as lists show it

Where an edit is recorded, the mask stands in for the value (yunhe.kit.changes).
"""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from yunhe.privacy.cipher import decrypt, encrypt
from yunhe.privacy.masking import hide

if TYPE_CHECKING:
    _AnyValue = models.TextField[Any, Any]  # for the type checker: any JSON value goes in and comes out
else:
    _AnyValue = models.TextField


class Encrypted(_AnyValue):
    """What the encrypted fields share: the place that a value is bound to, so that one of another column is not taken for it."""

    encrypts = True  # what copies rows past the ORM prepares the value itself

    @property
    def place(self) -> str:
        """The column: "deputies_deputy.phone". A migration that renames table or column must encrypt its values anew."""
        return f"{self.model._meta.db_table}.{self.column}"


class EncryptedTextField(Encrypted):
    """A text that is encrypted in the database and plain in Python. It cannot be searched; use `digest` beside it."""

    def __init__(
        self,
        *args: Any,
        mask: Callable[[str], str] = hide,
        printed: tuple[str, Callable[[str], str]] | None = None,
        **kwargs: Any,
    ):
        """mask: what is shown to whoever has not asked for the value in full; printed: the field beside it that keeps its
        fingerprint, and how that is made.
        """
        super().__init__(*args, **kwargs)
        self.mask, self.printed = mask, printed

    def get_prep_value(self, value):
        """Return the ciphertext of `value` for the database."""
        return encrypt(super().get_prep_value(value) or "", place=self.place)

    def from_db_value(self, value, expression, connection):
        """Return the plain text of the stored `value`."""
        return decrypt(value, place=self.place) if value is not None else value


def masked(name: str) -> property:
    """Return a property: the encrypted field `name` as it is shown to whoever has not asked for it in full."""
    return property(lambda thing: thing._meta.get_field(name).mask(getattr(thing, name)))


class EncryptedJSONField(Encrypted):
    """A JSON value that is encrypted in the database."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any  # for the type checker, which would take the column's type for that of the value
        _pyi_private_get_type: Any

    def get_prep_value(self, value):
        """Return the ciphertext of the JSON of `value`."""
        return encrypt(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False), place=self.place)

    def from_db_value(self, value, expression, connection):
        """Return the Python value of the stored ciphertext; None for an empty one."""
        return json.loads(decrypt(value, place=self.place)) if value else None

    def to_python(self, value):
        """Return `value` unchanged: it is a Python value already."""
        return value
