"""The words that led from a finding to its concern are not needed any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("liaison", "0022_join_findings_and_concerns")]

    operations = [
        migrations.RemoveField("visitfinding", "concern_label"),
        migrations.RemoveField("visitfinding", "concern_url"),
        migrations.AddConstraint(
            "visitfinding",
            models.CheckConstraint(
                condition=models.Q(state="passed_on", concern__isnull=False)
                | ~models.Q(state="passed_on") & models.Q(concern__isnull=True),
                name="finding_passed_on_to_a_concern",
                violation_error_message="转群众诉求须有诉求。",
            ),
        ),
    ]
