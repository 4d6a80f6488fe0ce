from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_errands")]

    operations = [
        migrations.AddField(
            model_name="job",
            name="leased_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="占用到"),
        ),
    ]
