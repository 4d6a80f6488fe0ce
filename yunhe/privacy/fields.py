"""Model fields whose column holds ciphertext only."""

import json
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from yunhe.privacy.cipher import decrypt, encrypt


class EncryptedTextField(models.TextField):
    """A text that is encrypted in the database and plain in Python. It cannot be searched; use `digest` beside it."""

    encrypts = True  # what copies rows past the ORM prepares the value itself

    def get_prep_value(self, value):
        """Return the ciphertext of `value` for the database."""
        return encrypt(super().get_prep_value(value) or "")

    def from_db_value(self, value, expression, connection):
        """Return the plain text of the stored `value`."""
        return decrypt(value) if value is not None else value


if TYPE_CHECKING:
    _AnyValue = models.TextField[Any, Any]  # for the type checker: any JSON value goes in and comes out
else:
    _AnyValue = models.TextField


class EncryptedJSONField(_AnyValue):
    """A JSON value that is encrypted in the database."""

    encrypts = True  # what copies rows past the ORM prepares the value itself

    def get_prep_value(self, value):
        """Return the ciphertext of the JSON of `value`."""
        return encrypt(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))

    def from_db_value(self, value, expression, connection):
        """Return the Python value of the stored ciphertext; None for an empty one."""
        return json.loads(decrypt(value)) if value else None

    def to_python(self, value):
        """Return `value` unchanged: it is a Python value already."""
        return value
