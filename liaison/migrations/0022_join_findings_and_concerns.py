"""Each finding that was passed on finds its concern, by the mark that made it one; such a concern says that it came of a visit."""

from django.db import migrations

from liaison.concerns import tickets


def join(apps, schema_editor):
    """Set the concern of every finding that has become one; one whose concern is gone waits for an office again."""
    findings, concerns = apps.get_model("liaison", "VisitFinding"), apps.get_model("liaison", "Concern")
    for finding in findings.objects.filter(concern=None).exclude(concern_url="").order_by("pk"):
        mark = tickets.nonce_digest(f"visit-finding-{finding.pk}")
        concern = concerns.objects.filter(nonce_digest=mark).first()
        if concern is None:
            finding.state = "found"
            finding.save(update_fields=["state"])
            continue
        finding.concern = concern
        finding.save(update_fields=["concern"])
        concerns.objects.filter(pk=concern.pk).update(channel="visit")


class Migration(migrations.Migration):
    dependencies = [("liaison", "0021_findings_have_concerns")]

    operations = [migrations.RunPython(join, migrations.RunPython.noop)]
