"""Urgings of late things: by an office, by the county, by a voter."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_database_rules"),
        ("deputies", "0005_members_are_of_the_register"),
        ("liaison", "0027_councils_and_companions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Urging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("urge", "催办"), ("supervise", "督办"), ("nudge", "选民催办")],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("about", models.CharField(max_length=120, verbose_name="事项")),
                ("overdue_since", models.DateField(verbose_name="原定期限")),
                ("text", models.CharField(max_length=300, verbose_name="要求")),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                (
                    "state",
                    models.CharField(
                        choices=[("sent", "待答复"), ("answered", "已答复，待认可"), ("closed", "已了结")],
                        default="sent",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("sent_by", models.CharField(max_length=80, verbose_name="催办人")),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="催办时间")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="答复")),
                ("answered_by", models.CharField(blank=True, max_length=80, verbose_name="答复人")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="了结时间")),
                (
                    "addressee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="被催办单位",
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="urgings",
                        to="liaison.concern",
                        verbose_name="群众诉求",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="urgings",
                        to="deputies.deputy",
                        verbose_name="被催办代表",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="主管单位",
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="urgings",
                        to="liaison.obligation",
                        verbose_name="工作任务",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="urgings",
                        to="liaison.registration",
                        verbose_name="登记报到",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="催办单位",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="urgings",
                        to="liaison.suggestion",
                        verbose_name="代表建议",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="urgings",
                        to="liaison.handlingunit",
                        verbose_name="被催办承办单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "催办督办",
                "verbose_name_plural": "催办督办",
                "ordering": ["-sent_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="UrgingStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=24, verbose_name="动作")),
                ("label", models.CharField(max_length=40, verbose_name="动作名称")),
                ("from_state", models.CharField(blank=True, max_length=20, verbose_name="原状态")),
                ("to_state", models.CharField(blank=True, max_length=20, verbose_name="新状态")),
                ("side", models.CharField(blank=True, max_length=16, verbose_name="办理方")),
                ("by", models.CharField(max_length=80, verbose_name="办理人")),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="原因")),
                ("note", models.TextField(blank=True, max_length=4000, verbose_name="说明")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "by_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "urging",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="liaison.urging",
                        verbose_name="催办督办",
                    ),
                ),
            ],
            options={
                "verbose_name": "催办督办过程",
                "verbose_name_plural": "催办督办过程",
                "ordering": ["at", "id"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="urging",
            index=models.Index(fields=["state", "answer_by"], name="urging_state_by"),
        ),
        migrations.AddConstraint(
            model_name="urging",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("concern__isnull", False),
                        ("obligation__isnull", True),
                        ("registration__isnull", True),
                        ("suggestion__isnull", True),
                    ),
                    models.Q(
                        ("concern__isnull", True),
                        ("obligation__isnull", True),
                        ("registration__isnull", True),
                        ("suggestion__isnull", False),
                    ),
                    models.Q(
                        ("concern__isnull", True),
                        ("obligation__isnull", True),
                        ("registration__isnull", False),
                        ("suggestion__isnull", True),
                    ),
                    models.Q(
                        ("concern__isnull", True),
                        ("obligation__isnull", False),
                        ("registration__isnull", True),
                        ("suggestion__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="urging_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="urging",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("addressee__isnull", False), ("deputy__isnull", True), ("unit__isnull", True)),
                    models.Q(("addressee__isnull", True), ("deputy__isnull", True), ("unit__isnull", False)),
                    models.Q(("addressee__isnull", True), ("deputy__isnull", False), ("unit__isnull", True)),
                    _connector="OR",
                ),
                name="urging_to_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="urging",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "supervise"), _negated=True), ("answer_by__isnull", False), _connector="OR"
                ),
                name="urging_supervised_with_day",
                violation_error_message="督办须写明答复期限。",
            ),
        ),
        migrations.AddConstraint(
            model_name="urging",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "nudge"), ("sender__isnull", False), _connector="XOR"),
                name="urging_voter_has_no_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="urging",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "nudge")),
                fields=("concern", "overdue_since"),
                name="urging_one_nudge_a_clock",
                violation_error_message="这个期限已经催过一次，请等候答复。",
            ),
        ),
        migrations.AddConstraint(
            model_name="urging",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "sent"), models.Q(("kind", "nudge"), _negated=True)),
                fields=("concern", "kind"),
                name="urging_one_open_a_concern",
                violation_error_message="这件事已有一份同类的催办在等答复。",
            ),
        ),
        migrations.AddConstraint(
            model_name="urging",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "sent"), models.Q(("kind", "nudge"), _negated=True)),
                fields=("suggestion", "kind"),
                name="urging_one_open_a_suggestion",
                violation_error_message="这件事已有一份同类的催办在等答复。",
            ),
        ),
        migrations.AddConstraint(
            model_name="urging",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "sent"), models.Q(("kind", "nudge"), _negated=True)),
                fields=("registration", "kind"),
                name="urging_one_open_a_registration",
                violation_error_message="这件事已有一份同类的催办在等答复。",
            ),
        ),
        migrations.AddConstraint(
            model_name="urging",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "sent"), models.Q(("kind", "nudge"), _negated=True)),
                fields=("obligation", "kind"),
                name="urging_one_open_a_obligation",
                violation_error_message="这件事已有一份同类的催办在等答复。",
            ),
        ),
    ]
