"""Who has entered a document is kept as for every other register."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("liaison", "0005_name_elections")]

    operations = [
        migrations.AlterField("document", "created_by", models.CharField("登记人", max_length=80, blank=True)),
    ]
