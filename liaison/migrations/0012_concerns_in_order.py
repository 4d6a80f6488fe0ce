"""Concerns by the time they came in, and those to be looked at again. Made beside the running program."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Reversible; nothing to fill."""

    atomic = False
    dependencies = [("liaison", "0011_co_handlers_and_receipts")]
    operations = [
        AddIndexConcurrently("concern", models.Index(fields=["created_at"], name="concern_at")),
        AddIndexConcurrently(
            "concern", models.Index(fields=["check_on"], condition=Q(check_on__isnull=False), name="concern_check_on")
        ),
    ]
