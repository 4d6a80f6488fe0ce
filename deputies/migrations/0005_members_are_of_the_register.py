"""A member of a team is a deputy or somebody of the register: what the membership itself said of a person goes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deputies", "0004_enter_members"),
        ("liaison", "0026_join_teams_and_stations"),  # which writes memberships as they were
    ]

    operations = [
        migrations.RemoveField(
            model_name="teammember",
            name="kind",
        ),
        migrations.RemoveField(
            model_name="teammember",
            name="person_name",
        ),
        migrations.RemoveField(
            model_name="teammember",
            name="phone",
        ),
        migrations.RemoveField(
            model_name="teammember",
            name="post",
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("associate__isnull", True), ("deputy__isnull", False)),
                    models.Q(("associate__isnull", False), ("deputy__isnull", True)),
                    _connector="OR",
                ),
                name="team_member_is_one_person",
                violation_error_message="请选择一位代表，或者议事员等人员中的一位。",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True)),
                fields=("team", "associate"),
                name="team_associate_once",
                violation_error_message="该人员已在这个团队。",
            ),
        ),
    ]
