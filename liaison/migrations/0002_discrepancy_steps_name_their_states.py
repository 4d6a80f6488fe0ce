"""The steps of a discrepancy learn what all steps know: their name, and the states before and after. Their shape follows in 0003."""

from django.db import migrations, models

LABELS = {
    "raise": "发现不一致",
    "reopen": "又有不同说法",
    "settle": "核定",
    "match": "各方说法已一致",
    "lapse": "档案结束，不再核定",
}
AFTER = {"raise": "open", "reopen": "open", "settle": "settled", "match": "matched", "lapse": "lapsed"}


def write_states(apps, schema_editor):
    """Name each step written so far, and say from which state to which it led: each begins where the one before ended."""
    steps, users = apps.get_model("liaison", "DiscrepancyStep"), apps.get_model("accounts", "User")
    steps.objects.exclude(by_user_id__in=users.objects.values("pk")).update(by_user_id=None)
    ends: dict[int, str] = {}
    changed = []
    for step in steps.objects.order_by("discrepancy_id", "at", "id").iterator():
        step.label, step.from_state = LABELS.get(step.verb, step.verb), ends.get(step.discrepancy_id, "")
        step.to_state = ends[step.discrepancy_id] = AFTER.get(step.verb, "")
        changed.append(step)
    steps.objects.bulk_update(changed, ["label", "from_state", "to_state"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("liaison", "0001_initial"),
    ]

    operations = [
        migrations.AddField("discrepancystep", "label", models.CharField("动作名称", max_length=40, default=""), False),
        migrations.AddField(
            "discrepancystep", "from_state", models.CharField("原状态", max_length=20, blank=True, default=""), False
        ),
        migrations.AddField(
            "discrepancystep", "to_state", models.CharField("新状态", max_length=20, blank=True, default=""), False
        ),
        migrations.RunPython(write_states, migrations.RunPython.noop),
    ]
