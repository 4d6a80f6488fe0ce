"""Narrowing of audit events."""

import json

from django.db import models
from django.db.models import BooleanField, F, Func, Q, Value


class AnyPathStartsWith(Func):
    """Whether one of the texts in a JSON list starts with a given text."""

    function = "jsonb_path_exists"
    template = "%(function)s(%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, field: str, prefix: str):
        path = f"$[*] ? (@ starts with {json.dumps(prefix)})"
        super().__init__(F(field), Func(Value(path), template="(%(expressions)s)::jsonpath"))


class AuditEventQuerySet(models.QuerySet):
    def within(self, paths):
        """Events that concern an area at or below one of `paths` (materialised paths), or no area at all."""
        condition = Q(area_paths=[])
        for path in paths:
            condition |= Q(AnyPathStartsWith("area_paths", path))
        return self.filter(condition)

    def about(self, thing: models.Model):
        """Events of one thing, newest first."""
        return self.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk)).order_by("-id")
