from django.db import migrations

from yunhe.audit.sealing import adopt_old_events


def begin(apps, schema_editor):
    """Write seal number 0 and seal the events that are there."""
    adopt_old_events(apps.get_model("audit", "AuditEvent"), apps.get_model("audit", "Seal"))


class Migration(migrations.Migration):
    """Begins the chain of seals. Reversed nothing is taken back: the seals go with their table."""

    dependencies = [("audit", "0003_seals")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
