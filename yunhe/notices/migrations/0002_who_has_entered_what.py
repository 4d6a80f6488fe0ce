"""Who has entered a thing, and when, is kept and called alike in every register."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="grouprobot",
            name="created_by",
            field=models.CharField(blank=True, max_length=80, verbose_name="登记人"),
        ),
    ]
