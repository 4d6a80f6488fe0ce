"""An election is called one by its lines and its terms too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deputies", "0001_initial"), ("liaison", "0004_reminders_of_rounds_are_notices")]

    operations = [
        migrations.RenameField("electionline", "change", "election"),
        migrations.AlterModelOptions(
            "electionline",
            {
                "ordering": ["election", "mandate__deputy__name_pinyin", "id"],
                "verbose_name": "代表去留",
                "verbose_name_plural": "代表去留",
            },
        ),
        migrations.AlterField(
            "election",
            "old",
            models.OneToOneField(
                "deputies.congressterm",
                on_delete=models.PROTECT,
                related_name="election_after",
                verbose_name="届满的届次",
            ),
        ),
        migrations.AlterField(
            "election",
            "new",
            models.OneToOneField(
                "deputies.congressterm",
                on_delete=models.PROTECT,
                related_name="election_before",
                verbose_name="新一届",
            ),
        ),
        migrations.AlterField(
            "electionline",
            "mandate",
            models.OneToOneField(
                "deputies.mandate",
                on_delete=models.PROTECT,
                related_name="election_line",
                verbose_name="代表资格",
            ),
        ),
    ]
