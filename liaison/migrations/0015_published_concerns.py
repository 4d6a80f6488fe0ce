"""The concerns that are published, newest first: a public page reads them. Made beside the running program."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Reversible; nothing to fill."""

    atomic = False
    dependencies = [("liaison", "0014_fund_rules")]
    operations = [
        AddIndexConcurrently(
            "concern",
            models.Index(fields=["-published_at"], condition=Q(published_at__isnull=False), name="concern_published"),
        ),
    ]
