"""What a round has reminded of is known by the keys of the notices; the rows beside them go."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("liaison", "0003_discrepancy_steps_of_the_kit"),
    ]

    operations = [
        migrations.DeleteModel("LedgerReminder"),
    ]
