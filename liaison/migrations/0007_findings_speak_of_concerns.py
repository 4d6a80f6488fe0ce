"""A finding of a visit holds its text, and the concern that it has become."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("liaison", "0006_who_has_entered_a_document")]

    operations = [
        migrations.RenameField("visitfinding", "matter", "text"),
        migrations.RenameField("visitfinding", "matter_label", "concern_label"),
        migrations.RenameField("visitfinding", "matter_url", "concern_url"),
    ]
