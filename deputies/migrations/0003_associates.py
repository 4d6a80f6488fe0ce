"""One register of people who are no deputies; a membership may name somebody of it."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import yunhe.privacy.fields


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_database_rules"), ("deputies", "0002_centre_groups")]

    operations = [
        migrations.CreateModel(
            name="Associate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("name_pinyin", models.CharField(blank=True, editable=False, max_length=120, verbose_name="姓名拼音")),
                (
                    "name_initials",
                    models.CharField(blank=True, editable=False, max_length=20, verbose_name="拼音首字母"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("deliberator", "议事员"),
                            ("grid_worker", "网格员"),
                            ("party_member", "党员"),
                            ("village_cadre", "村社干部"),
                            ("official", "机关干部"),
                            ("volunteer", "志愿者"),
                        ],
                        max_length=14,
                        verbose_name="身份",
                    ),
                ),
                ("post", models.CharField(blank=True, max_length=60, verbose_name="单位及职务")),
                ("phone", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="手机")),
                (
                    "phone_digest",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=64, verbose_name="手机指纹"),
                ),
                (
                    "chosen_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "本人自荐"),
                            ("unit", "单位推荐"),
                            ("residents", "群众推荐"),
                            ("post", "因职务担任"),
                        ],
                        max_length=10,
                        verbose_name="产生方式",
                    ),
                ),
                ("announced_on", models.DateField(blank=True, null=True, verbose_name="公示日期")),
                ("begins_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="任期开始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="任期届满")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                (
                    "exit_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("term_over", "任期届满不再续任"),
                            ("own_wish", "本人申请"),
                            ("moved", "迁离或调离"),
                            ("absent", "多次不参加会议或活动"),
                            ("unfit", "不再符合条件"),
                            ("died", "去世"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="退出原因",
                    ),
                ),
                ("exit_note", models.CharField(blank=True, max_length=120, verbose_name="退出说明")),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="备注")),
            ],
            options={
                "verbose_name": "议事员等人员",
                "verbose_name_plural": "议事员等人员",
                "ordering": ["area__order", "name_pinyin", "id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="teammember",
            name="team_member_is_one_person",
        ),
        migrations.AddField(
            model_name="associate",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="associates",
                to="areas.area",
                verbose_name="所在单位",
            ),
        ),
        migrations.AddField(
            model_name="associate",
            name="deputy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="associate_posts",
                to="deputies.deputy",
                verbose_name="同时是人大代表",
            ),
        ),
        migrations.AddField(
            model_name="teammember",
            name="associate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="team_memberships",
                to="deputies.associate",
                verbose_name="议事员等人员",
            ),
        ),
        migrations.AddConstraint(
            model_name="associate",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="associate_has_name",
                violation_error_message="请填写姓名。",
            ),
        ),
        migrations.AddConstraint(
            model_name="associate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True)),
                fields=("area", "kind", "name", "phone_digest"),
                name="associate_once_an_area",
                violation_error_message="这个单位已登记过同名同身份的这个人；同名的另一个人请填写手机以便区分。",
            ),
        ),
        migrations.AddConstraint(
            model_name="associate",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gt", models.F("begins_on")), _connector="OR"),
                name="associate_term_in_order",
                violation_error_message="任期届满日期应晚于任期开始日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="associate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exit_reason", ""), ("left_on__isnull", True)),
                    models.Q(("left_on__isnull", False), models.Q(("exit_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="associate_left_with_reason",
                violation_error_message="退出须写明日期和原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="associate",
            constraint=models.CheckConstraint(
                condition=models.Q(("left_on__isnull", True), ("left_on__gte", models.F("begins_on")), _connector="OR"),
                name="associate_left_after_beginning",
                violation_error_message="退出日期不能早于任期开始日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="associate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exit_reason", "other"), _negated=True),
                    models.Q(("exit_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="associate_other_exit_told",
                violation_error_message="退出原因选“其他”的，请写明是什么原因。",
            ),
        ),
    ]
