import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import yunhe.privacy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0002_database_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CongressTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("township", "乡镇"),
                            ("county", "县"),
                            ("municipal", "市"),
                            ("provincial", "省"),
                            ("national", "全国"),
                        ],
                        max_length=12,
                        verbose_name="层级",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="届数")),
                ("begins_on", models.DateField(blank=True, null=True, verbose_name="开始日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="congress_terms",
                        to="areas.area",
                        verbose_name="行政区域",
                    ),
                ),
            ],
            options={
                "verbose_name": "届次",
                "verbose_name_plural": "届次",
                "ordering": ["area", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Deputy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("former_name", models.CharField(blank=True, max_length=40, verbose_name="曾用名")),
                ("name_pinyin", models.CharField(blank=True, max_length=120, verbose_name="姓名拼音")),
                ("name_initials", models.CharField(blank=True, max_length=20, verbose_name="拼音首字母")),
                (
                    "gender",
                    models.CharField(
                        blank=True, choices=[("male", "男"), ("female", "女")], max_length=6, verbose_name="性别"
                    ),
                ),
                ("ethnicity", models.CharField(blank=True, max_length=20, verbose_name="民族")),
                ("born_on", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                (
                    "born_precision",
                    models.CharField(
                        blank=True,
                        choices=[("year", "年"), ("month", "年月"), ("day", "年月日")],
                        max_length=5,
                        verbose_name="出生日期精度",
                    ),
                ),
                ("party", models.CharField(blank=True, max_length=20, verbose_name="政治面貌")),
                ("education", models.CharField(blank=True, max_length=20, verbose_name="学历")),
                ("employment", models.CharField(blank=True, max_length=120, verbose_name="工作单位及职务")),
                (
                    "occupation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("farmer", "农民"),
                            ("worker", "一线工人"),
                            ("professional", "专业技术人员"),
                            ("village_cadre", "村社干部"),
                            ("official", "党政领导干部"),
                            ("enterprise", "企业负责人"),
                            ("military", "军警"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="代表类别",
                    ),
                ),
                ("specialities", models.CharField(blank=True, max_length=200, verbose_name="特长专长")),
                ("household_at_home", models.BooleanField(blank=True, null=True, verbose_name="户籍仍在流出地")),
                ("residence_outside", models.CharField(blank=True, max_length=80, verbose_name="县外居住地")),
                ("resides_since", models.DateField(blank=True, null=True, verbose_name="居住起始日期")),
                ("phone", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="手机")),
                (
                    "phone_digest",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=64, verbose_name="手机指纹"),
                ),
                ("short_phone", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="短号")),
                ("address", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="住址")),
                ("id_number", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="身份证号")),
                (
                    "id_digest",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=64, verbose_name="身份证指纹"
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="备注")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="建档时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "home_village",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="户籍所在村",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies_elected",
                        to="areas.area",
                        verbose_name="流出地（原选区所在乡镇）",
                    ),
                ),
                (
                    "residence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies_living",
                        to="areas.area",
                        verbose_name="现居住地",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deputy",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表",
                "verbose_name_plural": "代表",
                "ordering": ["name_pinyin", "id"],
            },
        ),
        migrations.CreateModel(
            name="ElectoralDistrict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="选区号")),
                ("name", models.CharField(max_length=60, verbose_name="选区名称")),
                ("seats", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="应选名额")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="所在乡镇街道",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="districts",
                        to="deputies.congressterm",
                        verbose_name="届次",
                    ),
                ),
            ],
            options={
                "verbose_name": "选区",
                "verbose_name_plural": "选区",
                "ordering": ["area", "number", "name"],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("township", "乡镇"),
                            ("county", "县"),
                            ("municipal", "市"),
                            ("provincial", "省"),
                            ("national", "全国"),
                        ],
                        max_length=12,
                        verbose_name="层级",
                    ),
                ),
                ("certificate_number", models.CharField(blank=True, max_length=30, verbose_name="代表证号")),
                ("began_on", models.DateField(blank=True, null=True, verbose_name="当选日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("term_ended", "任期届满"),
                            ("moved_away", "迁出或者调离本行政区域"),
                            ("resigned", "辞职被接受"),
                            ("absent", "两次未经批准不出席会议"),
                            ("recalled", "被罢免"),
                            ("lost_nationality", "丧失国籍"),
                            ("lost_rights", "被剥夺政治权利"),
                            ("lost_capacity", "丧失行为能力"),
                            ("died", "去世"),
                            ("wrong_entry", "登记错误"),
                        ],
                        max_length=16,
                        verbose_name="终止原因",
                    ),
                ),
                (
                    "suspension",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("detained", "因刑事案件被羁押正在受侦查、起诉、审判"),
                            ("sentenced", "被依法判处管制、拘役或者有期徒刑而没有附加剥夺政治权利，正在服刑"),
                        ],
                        max_length=10,
                        verbose_name="暂停执行职务原因",
                    ),
                ),
                ("suspended_on", models.DateField(blank=True, null=True, verbose_name="暂停起始日期")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mandates",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="deputies.electoraldistrict",
                        verbose_name="选区",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="deputies.congressterm",
                        verbose_name="届次",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表资格",
                "verbose_name_plural": "代表资格",
                "ordering": ["deputy", "level", "-began_on"],
            },
        ),
        migrations.CreateModel(
            name="ResidenceSpell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outside", models.CharField(blank=True, max_length=80, verbose_name="县外居住地")),
                ("address", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="住址")),
                ("begins_on", models.DateField(blank=True, null=True, verbose_name="开始日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                ("source", models.CharField(blank=True, max_length=60, verbose_name="来源")),
                ("recorded_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="居住地",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="residence_spells",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "居住经历",
                "verbose_name_plural": "居住经历",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="团队名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("group", "代表小组"),
                            ("help", "帮搬团"),
                            ("service", "服务队"),
                            ("cogovern", "共治组"),
                            ("joint", "街乡协作组"),
                            ("direct", "直通车队"),
                            ("other", "其他团队"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("theme", models.CharField(blank=True, max_length=40, verbose_name="主题")),
                ("purpose", models.TextField(blank=True, max_length=500, verbose_name="职责")),
                ("begins_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="成立日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="任期届满")),
                ("disbanded_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                ("disband_reason", models.CharField(blank=True, max_length=120, verbose_name="撤销原因")),
                ("created_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="areas.area",
                        verbose_name="牵头单位",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_teams",
                        to="areas.area",
                        verbose_name="联合单位",
                    ),
                ),
                (
                    "served_areas",
                    models.ManyToManyField(
                        blank=True, related_name="serving_teams", to="areas.area", verbose_name="服务区域"
                    ),
                ),
            ],
            options={
                "verbose_name": "代表团队",
                "verbose_name_plural": "代表团队",
                "ordering": ["area__order", "name", "id"],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("deputy", "人大代表"),
                            ("deliberator", "议事员"),
                            ("grid_worker", "网格员"),
                            ("party_member", "党员"),
                            ("village_cadre", "村社干部"),
                            ("official", "机关干部"),
                            ("volunteer", "志愿者"),
                        ],
                        default="deputy",
                        max_length=14,
                        verbose_name="身份",
                    ),
                ),
                ("person_name", models.CharField(blank=True, max_length=40, verbose_name="姓名")),
                ("post", models.CharField(blank=True, max_length=60, verbose_name="单位及职务")),
                ("phone", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="手机")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("1_head", "组长"),
                            ("2_first", "第一副组长"),
                            ("3_deputy", "副组长"),
                            ("4_liaison", "联络员"),
                            ("5_member", "成员"),
                        ],
                        default="5_member",
                        max_length=12,
                        verbose_name="团队职务",
                    ),
                ),
                ("task", models.CharField(blank=True, max_length=80, verbose_name="分工")),
                ("joined_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="加入日期")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                ("leave_reason", models.CharField(blank=True, max_length=120, verbose_name="退出原因")),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team_memberships",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "side",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="来自",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="deputies.team",
                        verbose_name="团队",
                    ),
                ),
            ],
            options={
                "verbose_name": "团队成员",
                "verbose_name_plural": "团队成员",
                "ordering": ["team", "role", "joined_on", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="congressterm",
            constraint=models.UniqueConstraint(fields=("area", "number"), name="term_number_once"),
        ),
        migrations.AddConstraint(
            model_name="congressterm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True),
                    ("begins_on__isnull", True),
                    ("ends_on__gt", models.F("begins_on")),
                    _connector="OR",
                ),
                name="term_dates_in_order",
                violation_error_message="届次的结束日期应晚于开始日期。",
            ),
        ),
        migrations.AddIndex(
            model_name="deputy",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name"], name="deputy_name_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="deputy",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name_pinyin"], name="deputy_pinyin_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="deputy",
            index=models.Index(fields=["name_initials"], name="deputy_initials", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(("residence__isnull", True), ("residence_outside", ""), _connector="OR"),
                name="deputy_one_residence",
                violation_error_message="现居住地只能填一处：县内填社区（村），县外填地名。",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="deputy_has_name",
                violation_error_message="请填写姓名。",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("born_on__isnull", True), ("born_precision", "")),
                    models.Q(("born_on__isnull", False), models.Q(("born_precision", ""), _negated=True)),
                    _connector="OR",
                ),
                name="deputy_birth_with_precision",
                violation_error_message="出生日期和它的精度应同时填写。",
            ),
        ),
        migrations.AddConstraint(
            model_name="electoraldistrict",
            constraint=models.UniqueConstraint(fields=("term", "area", "name"), name="district_name_once"),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)),
                fields=("deputy", "level"),
                name="mandate_one_in_force_per_level",
                violation_error_message="该代表在这一层级已有未终止的代表资格。",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                    models.Q(("ended_on__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="mandate_end_with_reason",
                violation_error_message="终止代表资格须同时填写日期和原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("suspended_on__isnull", True), models.Q(("suspension", ""), _negated=True), _connector="OR"
                ),
                name="mandate_suspension_with_reason",
                violation_error_message="暂停执行代表职务须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="residencespell",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True)), fields=("deputy",), name="residence_one_open_spell"
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(
                condition=models.Q(("disbanded_on__isnull", True)),
                fields=("area", "name"),
                name="team_name_once_an_area",
                violation_error_message="牵头单位已有同名的团队。",
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("partner__isnull", True), models.Q(("partner", models.F("area")), _negated=True), _connector="OR"
                ),
                name="team_partner_is_another",
                violation_error_message="联合单位不能与牵头单位相同。",
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gt", models.F("begins_on")), _connector="OR"),
                name="team_dates_in_order",
                violation_error_message="任期届满日期应晚于成立日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("disband_reason", ""), ("disbanded_on__isnull", True)),
                    models.Q(("disbanded_on__isnull", False), models.Q(("disband_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="team_disbanded_with_reason",
                violation_error_message="撤销团队须写明日期和原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deputy__isnull", False), ("kind", "deputy"), ("person_name", "")),
                    models.Q(
                        models.Q(("kind", "deputy"), _negated=True),
                        ("deputy__isnull", True),
                        models.Q(("person_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="team_member_is_one_person",
                violation_error_message="身份是人大代表的请选择代表；其他身份请填写姓名。",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True)),
                fields=("team", "deputy"),
                name="team_member_once",
                violation_error_message="该代表已在这个团队。",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True), ("role", "1_head")),
                fields=("team",),
                name="team_one_head",
                violation_error_message="这个团队已有负责人，请先调整原负责人的职务。",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("leave_reason", ""), ("left_on__isnull", True)),
                    models.Q(("left_on__isnull", False), models.Q(("leave_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="team_member_left_with_reason",
                violation_error_message="退出团队须写明日期和原因。",
            ),
        ),
    ]
