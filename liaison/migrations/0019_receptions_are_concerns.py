"""What stands in the concern of a reception stands there alone."""

import django.db.models.deletion
from django.db import migrations, models

GONE = (
    "voter_name", "voter_phone", "category", "text", "handler", "due_on", "result", "told_on", "told_way", "rating", "state",
)  # fmt: skip
RULES = (
    "reception_assigned_to_somebody",
    "reception_settled_with_result",
    "reception_told_with_rating",
    "reception_no_lawsuit",
)


class Migration(migrations.Migration):
    dependencies = [("liaison", "0018_carry_receptions_over")]

    operations = [
        migrations.AlterField(
            "voterreception",
            "concern",
            models.OneToOneField(
                to="liaison.concern",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reception",
                verbose_name="诉求",
            ),
        ),
        *[migrations.RemoveConstraint("voterreception", name) for name in RULES],
        migrations.RemoveIndex("voterreception", "reception_state_due"),
        *[migrations.RemoveField("voterreception", name) for name in GONE],
    ]
