import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import yunhe.kit.files
import yunhe.privacy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0002_database_rules"),
        ("deputies", "0001_initial"),
        ("jobs", "0001_initial"),
        ("stations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Discrepancy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("still_here", "是否还在这里居住"),
                            ("community", "现居住社区（村）"),
                            ("address", "现住址"),
                            ("phone", "手机"),
                            ("household", "户籍是否仍在流出地"),
                        ],
                        max_length=12,
                        verbose_name="事项",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待核定"),
                            ("settled", "已核定"),
                            ("matched", "说法已一致"),
                            ("lapsed", "随档案结束"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="不一致起始")),
                ("due_on", models.DateField(verbose_name="核定期限")),
                ("positions", models.JSONField(default=list, verbose_name="各方说法（脱敏）")),
                ("settled_value", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="核定内容")),
                ("settled_shown", models.CharField(blank=True, max_length=80, verbose_name="核定内容（脱敏）")),
                (
                    "checked",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("call", "电话核对"),
                            ("visit", "上门查看"),
                            ("document", "查看证件或证明"),
                            ("deputy", "代表本人当面确认"),
                            ("other_side", "与对方人大核对"),
                        ],
                        max_length=12,
                        verbose_name="核实方式",
                    ),
                ),
                ("settled_note", models.CharField(blank=True, max_length=200, verbose_name="核定说明")),
                ("settled_by", models.CharField(blank=True, max_length=80, verbose_name="核定人")),
                (
                    "settled_side",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("origin", "流出地"),
                            ("residence", "流入地"),
                            ("community", "社区"),
                            ("deputy", "代表本人"),
                            ("county", "县人大"),
                            ("system", "系统"),
                        ],
                        max_length=10,
                        verbose_name="核定方",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="核定时间")),
            ],
            options={
                "verbose_name": "信息不一致",
                "verbose_name_plural": "信息不一致",
                "ordering": ["since", "id"],
            },
        ),
        migrations.CreateModel(
            name="LedgerRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("half", models.CharField(max_length=7, unique=True, verbose_name="半年")),
                ("opened_on", models.DateField(verbose_name="开启日期")),
                ("closes_on", models.DateField(verbose_name="截止日期")),
                ("opened_by", models.CharField(blank=True, max_length=80, verbose_name="开启人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "台账轮次",
                "verbose_name_plural": "台账轮次",
                "ordering": ["-half"],
            },
        ),
        migrations.CreateModel(
            name="AnnualReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2020),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="年度",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                ("addressee", models.CharField(max_length=60, verbose_name="主送")),
                ("signer", models.CharField(max_length=60, verbose_name="落款")),
                (
                    "state",
                    models.CharField(
                        choices=[("drafting", "起草中"), ("handed_in", "已报送"), ("replied", "已批复")],
                        default="drafting",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=0, verbose_name="报送次数")),
                ("handed_in_on", models.DateField(blank=True, null=True, verbose_name="报送日期")),
                ("handed_in_by", models.CharField(blank=True, max_length=80, verbose_name="报送人")),
                ("seal", models.CharField(blank=True, max_length=12, verbose_name="校验码")),
                ("withdraw_reason", models.CharField(blank=True, max_length=120, verbose_name="撤回原因")),
                ("reply_on", models.DateField(blank=True, null=True, verbose_name="批复日期")),
                ("reply_number", models.CharField(blank=True, max_length=40, verbose_name="批复文号")),
                ("reply", models.TextField(blank=True, max_length=4000, verbose_name="批复意见")),
                ("replied_by", models.CharField(blank=True, max_length=80, verbose_name="批复登记人")),
                ("created_by", models.CharField(max_length=80, verbose_name="起草人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="起草时间")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annual_reports",
                        to="areas.area",
                        verbose_name="报告单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "请示汇报",
                "verbose_name_plural": "请示汇报",
                "ordering": ["-year", "area__order", "id"],
            },
        ),
        migrations.CreateModel(
            name="AnswerTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=40, verbose_name="名称")),
                ("text", models.TextField(max_length=1000, verbose_name="内容")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="areas.area",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "答复模板",
                "verbose_name_plural": "答复模板",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=12, unique=True, verbose_name="编号")),
                ("secret_digest", models.CharField(editable=False, max_length=64, verbose_name="查询码指纹")),
                ("nonce_digest", models.CharField(editable=False, max_length=64, unique=True, verbose_name="提交指纹")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("station_code", "联络站码"),
                            ("deputy_code", "代表直通车"),
                            ("activity_code", "代表活动码"),
                            ("office", "工作人员代录"),
                            ("deputy_phone", "代表代录"),
                        ],
                        max_length=16,
                        verbose_name="来源",
                    ),
                ),
                ("taken_by", models.CharField(blank=True, max_length=80, verbose_name="代录人")),
                ("text", models.TextField(max_length=2000, verbose_name="诉求内容")),
                ("title", models.CharField(blank=True, max_length=60, verbose_name="办理标题")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("housing", "住房与小区管理"),
                            ("traffic", "交通出行"),
                            ("schooling", "子女入学与教育"),
                            ("health", "医疗卫生"),
                            ("work", "就业与收入"),
                            ("care", "养老与救助"),
                            ("environment", "环境卫生"),
                            ("land", "土地、山林与搬迁"),
                            ("public_service", "政务服务"),
                            ("lawsuit", "诉讼、仲裁、复议事项"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="类别",
                    ),
                ),
                ("spot", models.CharField(blank=True, max_length=80, verbose_name="具体位置")),
                ("routing_reason", models.CharField(max_length=240, verbose_name="牵头理由")),
                ("is_anonymous", models.BooleanField(default=True, verbose_name="匿名")),
                ("voter_name", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="选民姓名")),
                ("voter_phone", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="选民电话")),
                ("notice_version", models.CharField(blank=True, max_length=20, verbose_name="隐私告知版本")),
                ("consented_at", models.DateTimeField(blank=True, null=True, verbose_name="同意时间")),
                ("may_publish", models.BooleanField(default=False, verbose_name="同意匿名公开")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "待受理"),
                            ("accepted", "待交办"),
                            ("assigned", "办理中"),
                            ("paused", "已暂停"),
                            ("replied", "待反馈"),
                            ("told", "待评价"),
                            ("rated", "已评价"),
                            ("closed", "已办结"),
                            ("refused", "不予受理"),
                            ("merged", "已并案"),
                            ("split", "已拆分"),
                        ],
                        default="received",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("state_since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="进入状态时间")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="本步期限")),
                ("is_simple", models.BooleanField(default=False, verbose_name="简单事项")),
                ("is_direct", models.BooleanField(default=False, verbose_name="直通代表")),
                ("shows_contact", models.BooleanField(default=False, verbose_name="承办方可看联系方式")),
                ("round", models.PositiveSmallIntegerField(default=0, verbose_name="交办次数")),
                ("assigned_on", models.DateField(blank=True, null=True, verbose_name="交办日期")),
                ("paused_on", models.DateField(blank=True, null=True, verbose_name="暂停日期")),
                (
                    "paused_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "待受理"),
                            ("accepted", "待交办"),
                            ("assigned", "办理中"),
                            ("paused", "已暂停"),
                            ("replied", "待反馈"),
                            ("told", "待评价"),
                            ("rated", "已评价"),
                            ("closed", "已办结"),
                            ("refused", "不予受理"),
                            ("merged", "已并案"),
                            ("split", "已拆分"),
                        ],
                        max_length=12,
                        verbose_name="暂停前状态",
                    ),
                ),
                ("paused_days", models.PositiveSmallIntegerField(default=0, verbose_name="已暂停工作日")),
                ("question", models.CharField(blank=True, max_length=300, verbose_name="请选民补充")),
                ("reply", models.TextField(blank=True, max_length=2000, verbose_name="答复")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "A 已解决或基本解决"),
                            ("B", "B 正在解决"),
                            ("C", "C 列入计划逐步解决"),
                            ("D", "D 受条件限制，说明解释"),
                        ],
                        max_length=1,
                        verbose_name="办理结果",
                    ),
                ),
                ("check_on", models.DateField(blank=True, null=True, verbose_name="再次跟踪日期")),
                ("replied_by", models.CharField(blank=True, max_length=80, verbose_name="答复人")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="反馈日期")),
                (
                    "told_way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "当面"),
                            ("phone", "电话"),
                            ("letter", "书面"),
                            ("online", "网络"),
                            ("posted", "公示栏（匿名来访）"),
                        ],
                        max_length=12,
                        verbose_name="反馈方式",
                    ),
                ),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "满意"),
                            ("mostly", "基本满意"),
                            ("unsatisfied", "不满意"),
                            ("none", "未评价"),
                        ],
                        max_length=12,
                        verbose_name="选民评价",
                    ),
                ),
                ("rating_reason", models.CharField(blank=True, max_length=300, verbose_name="评价说明")),
                ("redo_count", models.PositiveSmallIntegerField(default=0, verbose_name="重新办理次数")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("lawsuit", "诉讼、仲裁、行政复议事项"),
                            ("emergency", "紧急求助"),
                            ("discipline", "举报违纪违法"),
                            ("private", "纯属个人之间的纠纷"),
                            ("unclear", "没有具体内容，又无法联系"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="不受理原因",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="公开时间")),
                ("public_text", models.TextField(blank=True, max_length=500, verbose_name="公开的诉求")),
                ("public_reply", models.TextField(blank=True, max_length=1000, verbose_name="公开的答复")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="提交时间")),
                (
                    "code",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="stations.code",
                        verbose_name="二维码",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="deputies.deputy",
                        verbose_name="人大代表",
                    ),
                ),
                (
                    "handling_point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="承办社区（村）",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="牵头单位",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="liaison.concern",
                        verbose_name="并入",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="原选区",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="liaison.concern",
                        verbose_name="拆分自",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="发生地",
                    ),
                ),
                (
                    "residence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="现居住社区",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
                (
                    "taken_by_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代录账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "群众诉求",
                "verbose_name_plural": "群众诉求",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ConcernEcho",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nonce_digest", models.CharField(editable=False, max_length=64, unique=True, verbose_name="提交指纹")),
                ("secret_digest", models.CharField(editable=False, max_length=64, verbose_name="查询码指纹")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="echoes",
                        to="liaison.concern",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "我也遇到",
                "verbose_name_plural": "我也遇到",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ConcernPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.FileField(upload_to=yunhe.kit.files.PrivateFolder("concerns", "jpg"), verbose_name="照片"),
                ),
                (
                    "small",
                    models.FileField(upload_to=yunhe.kit.files.PrivateFolder("concerns", "jpg"), verbose_name="缩略图"),
                ),
                ("blackened_at", models.DateTimeField(blank=True, null=True, verbose_name="涂黑时间")),
                ("blackened_by", models.CharField(blank=True, max_length=80, verbose_name="涂黑人")),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="liaison.concern",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "诉求照片",
                "verbose_name_plural": "诉求照片",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ConcernStep",
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
                ("is_public", models.BooleanField(default=False, verbose_name="选民可见")),
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
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="liaison.concern",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "诉求办理步骤",
                "verbose_name_plural": "诉求办理步骤",
                "ordering": ["at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300, verbose_name="决定事项")),
                ("due_on", models.DateField(verbose_name="期限")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "落实中"), ("done", "已落实")],
                        default="open",
                        max_length=14,
                        verbose_name="状态",
                    ),
                ),
                ("result", models.TextField(blank=True, max_length=1000, verbose_name="落实情况")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="落实日期")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_owned",
                        to="areas.area",
                        verbose_name="落实单位",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="liaison.annualreport",
                        verbose_name="请示汇报",
                    ),
                ),
            ],
            options={
                "verbose_name": "批复事项",
                "verbose_name_plural": "批复事项",
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="DeputyPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="结对日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transferred", "转交其他代表"),
                            ("rearranged", "按结对方案调整"),
                            ("moved", "代表或住户迁居"),
                            ("mandate_ended", "代表资格终止"),
                            ("household_closed", "住户不再登记"),
                            ("mistake", "登记错误"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="结束原因",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("by_hand", "手工结对"),
                            ("proposal", "结对方案"),
                            ("import", "表格导入"),
                            ("handover", "随档移交"),
                        ],
                        default="by_hand",
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("made_by", models.CharField(blank=True, max_length=80, verbose_name="经办人")),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="member_pairs",
                        to="deputies.deputy",
                        verbose_name="县代表",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leader_pairs",
                        to="deputies.deputy",
                        verbose_name="乡镇代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表结对",
                "verbose_name_plural": "代表结对",
                "ordering": ["-began_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="DiscrepancyStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=8, verbose_name="动作")),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("origin", "流出地"),
                            ("residence", "流入地"),
                            ("community", "社区"),
                            ("deputy", "代表本人"),
                            ("county", "县人大"),
                            ("system", "系统"),
                        ],
                        max_length=10,
                        verbose_name="办理方",
                    ),
                ),
                ("shown", models.CharField(blank=True, max_length=400, verbose_name="内容（脱敏）")),
                (
                    "checked",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("call", "电话核对"),
                            ("visit", "上门查看"),
                            ("document", "查看证件或证明"),
                            ("deputy", "代表本人当面确认"),
                            ("other_side", "与对方人大核对"),
                        ],
                        max_length=12,
                        verbose_name="核实方式",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("by", models.CharField(max_length=80, verbose_name="办理人")),
                ("by_user_id", models.BigIntegerField(blank=True, null=True, verbose_name="办理人编号")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "discrepancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="liaison.discrepancy",
                        verbose_name="信息不一致",
                    ),
                ),
            ],
            options={
                "verbose_name": "核定过程",
                "verbose_name_plural": "核定过程",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("law", "法律法规"), ("notice", "制度通知"), ("rule", "本单位规定"), ("form", "表样")],
                        default="notice",
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="名称")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("issuer", models.CharField(max_length=60, verbose_name="印发机关")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("in_force", "现行"), ("abolished", "已废止")],
                        default="in_force",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("abolished_on", models.DateField(blank=True, null=True, verbose_name="废止日期")),
                ("abolish_reason", models.CharField(blank=True, max_length=120, verbose_name="废止说明")),
                ("created_by", models.CharField(max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="areas.area",
                        verbose_name="维护单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "制度文件",
                "verbose_name_plural": "制度文件",
                "ordering": ["kind", "-issued_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="DocumentEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                ("effective_on", models.DateField(verbose_name="施行日期")),
                ("summary", models.TextField(max_length=4000, verbose_name="内容摘要")),
                ("change_note", models.CharField(blank=True, max_length=200, verbose_name="修订说明")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to=yunhe.kit.files.PrivateFolder("documents"),
                        verbose_name="文件",
                    ),
                ),
                ("filename", models.CharField(blank=True, max_length=120, verbose_name="文件名")),
                ("size", models.PositiveIntegerField(default=0, verbose_name="字节数")),
                ("fingerprint", models.CharField(blank=True, max_length=64, verbose_name="文件指纹")),
                ("added_by", models.CharField(max_length=80, verbose_name="登记人")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="liaison.document",
                        verbose_name="制度文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "文件版本",
                "verbose_name_plural": "文件版本",
                "ordering": ["document", "-number"],
            },
        ),
        migrations.CreateModel(
            name="DocumentObligation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, verbose_name="任务规定代号")),
                ("article", models.CharField(blank=True, max_length=40, verbose_name="条款")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="规定单位",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="obligations",
                        to="liaison.document",
                        verbose_name="制度文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "任务依据",
                "verbose_name_plural": "任务依据",
                "ordering": ["document", "id"],
            },
        ),
        migrations.CreateModel(
            name="Election",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="换届日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("preparing", "准备中"), ("running", "办理中"), ("done", "已完成")],
                        default="preparing",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("seal", models.CharField(blank=True, max_length=12, verbose_name="卷宗校验码")),
                ("created_by", models.CharField(max_length=80, verbose_name="办理人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                ("completed_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="行政区域",
                    ),
                ),
                (
                    "new",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_before",
                        to="deputies.congressterm",
                        verbose_name="新一届",
                    ),
                ),
                (
                    "old",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_after",
                        to="deputies.congressterm",
                        verbose_name="届满的届次",
                    ),
                ),
            ],
            options={
                "verbose_name": "换届",
                "verbose_name_plural": "换届",
                "ordering": ["-on", "area__order", "id"],
            },
        ),
        migrations.CreateModel(
            name="ElectionLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("undecided", "未定"), ("re_elected", "连任"), ("leaves", "离任")],
                        default="undecided",
                        max_length=12,
                        verbose_name="去留",
                    ),
                ),
                ("carried_at", models.DateTimeField(blank=True, null=True, verbose_name="办理时间")),
                ("refusal", models.CharField(blank=True, max_length=200, verbose_name="未能办理的原因")),
                ("deeds", models.JSONField(blank=True, default=dict, verbose_name="本届履职")),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="liaison.election",
                        verbose_name="换届",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deputies.electoraldistrict",
                        verbose_name="新一届选区",
                    ),
                ),
                (
                    "mandate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="term_line",
                        to="deputies.mandate",
                        verbose_name="代表资格",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表去留",
                "verbose_name_plural": "代表去留",
                "ordering": ["change", "mandate__deputy__name_pinyin", "id"],
            },
        ),
        migrations.CreateModel(
            name="EligibilityAlarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("household_left_township", "户籍迁出本乡镇"),
                            ("household_left_county", "户籍迁出本县"),
                            ("transferred", "工作调离本行政区域"),
                        ],
                        max_length=24,
                        verbose_name="事由",
                    ),
                ),
                ("source", models.CharField(max_length=120, verbose_name="依据")),
                ("raised_by", models.CharField(max_length=80, verbose_name="提出人")),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="提出时间")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="核实期限")),
                (
                    "state",
                    models.CharField(
                        choices=[("raised", "待核实"), ("referred", "已提请资格审查"), ("closed", "已有结论")],
                        default="raised",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("at_home", "户籍未迁出，资格不受影响"),
                            ("within_county", "县内迁移，县代表资格不受影响"),
                            ("ended", "代表资格已依法终止"),
                        ],
                        max_length=16,
                        verbose_name="结论",
                    ),
                ),
                ("closed_by", models.CharField(blank=True, max_length=80, verbose_name="结论人")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="结论时间")),
                ("closing_note", models.CharField(blank=True, max_length=200, verbose_name="结论说明")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eligibility_alarms",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alarms",
                        to="deputies.mandate",
                        verbose_name="代表资格",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="流出地",
                    ),
                ),
                (
                    "residence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="现居住地单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "资格提醒",
                "verbose_name_plural": "资格提醒",
                "ordering": ["-raised_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="AlarmStep",
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
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("at_home", "户籍仍在原乡镇"), ("left", "户籍已迁出"), ("unknown", "尚未查清")],
                        max_length=10,
                        verbose_name="核实情况",
                    ),
                ),
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
                    "alarm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="liaison.eligibilityalarm",
                        verbose_name="资格提醒",
                    ),
                ),
            ],
            options={
                "verbose_name": "资格提醒步骤",
                "verbose_name_plural": "资格提醒步骤",
                "ordering": ["at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HandlingUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="单位名称")),
                ("office_phone", models.CharField(blank=True, max_length=30, verbose_name="办公电话")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handling_units",
                        to="areas.area",
                        verbose_name="所属县或乡镇街道",
                    ),
                ),
                (
                    "members",
                    models.ManyToManyField(
                        blank=True,
                        related_name="handling_units",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "承办单位",
                "verbose_name_plural": "承办单位",
                "ordering": ["area__order", "name"],
            },
        ),
        migrations.AddField(
            model_name="concern",
            name="handling_unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="concerns",
                to="liaison.handlingunit",
                verbose_name="承办单位",
            ),
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("head", yunhe.privacy.fields.EncryptedTextField(verbose_name="户主")),
                (
                    "head_digest",
                    models.CharField(db_index=True, editable=False, max_length=64, verbose_name="户主指纹"),
                ),
                ("phone", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="电话")),
                (
                    "phone_digest",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=64, verbose_name="电话指纹"),
                ),
                ("outside", models.CharField(blank=True, max_length=80, verbose_name="县外居住地")),
                ("address", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="现住址")),
                ("members", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="人口")),
                ("care", models.BooleanField(default=False, verbose_name="需要重点关心")),
                ("moved_on", models.DateField(blank=True, null=True, verbose_name="搬迁日期")),
                ("remark", models.CharField(blank=True, max_length=120, verbose_name="备注")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停止登记日期")),
                (
                    "close_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left_county", "全户迁出本县"),
                            ("merged", "并入其他户"),
                            ("dissolved", "销户"),
                            ("mistake", "登记错误"),
                        ],
                        max_length=12,
                        verbose_name="停止登记原因",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="households_living",
                        to="areas.area",
                        verbose_name="现居住社区（村）",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="households_from",
                        to="areas.area",
                        verbose_name="户籍村",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系户",
                "verbose_name_plural": "联系户",
                "ordering": ["village", "id"],
            },
        ),
        migrations.CreateModel(
            name="HouseholdPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="结对日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transferred", "转交其他代表"),
                            ("rearranged", "按结对方案调整"),
                            ("moved", "代表或住户迁居"),
                            ("mandate_ended", "代表资格终止"),
                            ("household_closed", "住户不再登记"),
                            ("mistake", "登记错误"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="结束原因",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("by_hand", "手工结对"),
                            ("proposal", "结对方案"),
                            ("import", "表格导入"),
                            ("handover", "随档移交"),
                        ],
                        default="by_hand",
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("made_by", models.CharField(blank=True, max_length=80, verbose_name="经办人")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="household_pairs",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to="liaison.household",
                        verbose_name="联系户",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系户结对",
                "verbose_name_plural": "联系户结对",
                "ordering": ["-began_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="JointMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("starts_at", models.DateTimeField(verbose_name="时间")),
                ("place", models.CharField(max_length=80, verbose_name="地点")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待对方答复"),
                            ("agreed", "已约定"),
                            ("held", "纪要待确认"),
                            ("closed", "已办结"),
                            ("cancelled", "已取消"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "proposed_by",
                    models.CharField(
                        choices=[("origin", "流出地"), ("residence", "流入地")], max_length=10, verbose_name="提议方"
                    ),
                ),
                (
                    "waits_for",
                    models.CharField(
                        blank=True,
                        choices=[("origin", "流出地"), ("residence", "流入地")],
                        max_length=10,
                        verbose_name="等待方",
                    ),
                ),
                ("minutes", models.TextField(blank=True, max_length=5000, verbose_name="会议纪要")),
                ("next_plan", models.CharField(blank=True, max_length=200, verbose_name="下次会议安排")),
                ("cancel_reason", models.CharField(blank=True, max_length=200, verbose_name="取消原因")),
                ("created_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_meetings",
                        to="deputies.team",
                        verbose_name="会议主体",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="流出地",
                    ),
                ),
                (
                    "residence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="流入地",
                    ),
                ),
            ],
            options={
                "verbose_name": "联席会议",
                "verbose_name_plural": "联席会议",
                "ordering": ["-starts_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="JointItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("discrepancies", "信息不一致"),
                            ("late_registrations", "逾期档案"),
                            ("ledger", "半年台账"),
                            ("silent", "长期未参加活动"),
                            ("resolutions", "上次议定事项"),
                            ("other", "其他议题"),
                        ],
                        default="other",
                        max_length=24,
                        verbose_name="来源",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                ("title", models.CharField(max_length=80, verbose_name="议题")),
                ("text", models.TextField(blank=True, max_length=3000, verbose_name="内容")),
                ("is_edited", models.BooleanField(default=False, verbose_name="已修改")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="liaison.jointmeeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "议题",
                "verbose_name_plural": "议题",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="JointAttendee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("origin", "流出地"), ("residence", "流入地")], max_length=10, verbose_name="所属方"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("post", models.CharField(blank=True, max_length=60, verbose_name="单位及职务")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendees",
                        to="liaison.jointmeeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "出席人员",
                "verbose_name_plural": "出席人员",
                "ordering": ["side", "id"],
            },
        ),
        migrations.CreateModel(
            name="JointStep",
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="liaison.jointmeeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议过程",
                "verbose_name_plural": "会议过程",
                "ordering": ["at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LedgerReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opening", "开启"),
                            ("two_weeks", "截止前14天"),
                            ("three_days", "截止前3天"),
                            ("late", "逾期（每周）"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="提醒键")),
                ("on", models.DateField(verbose_name="提醒日期")),
                ("recipients", models.PositiveIntegerField(default=0, verbose_name="接收人数")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发送时间")),
                ("worker", models.CharField(blank=True, max_length=120, verbose_name="发送进程")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="liaison.ledgerround",
                        verbose_name="轮次",
                    ),
                ),
            ],
            options={
                "verbose_name": "台账提醒",
                "verbose_name_plural": "台账提醒",
                "ordering": ["on", "id"],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="编号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待代表确认"),
                            ("confirmed", "待登记管理人会签"),
                            ("locked", "已会签锁定"),
                            ("dropped", "已移出本轮"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("facts", yunhe.privacy.fields.EncryptedJSONField(verbose_name="开启时信息")),
                ("confirmed", yunhe.privacy.fields.EncryptedJSONField(blank=True, null=True, verbose_name="确认信息")),
                ("has_changes", models.BooleanField(blank=True, null=True, verbose_name="代表有更正")),
                ("completeness", models.PositiveSmallIntegerField(default=0, verbose_name="填写完整度")),
                ("role_played", models.TextField(blank=True, verbose_name="本半年作用发挥情况")),
                ("household_at_home", models.BooleanField(blank=True, null=True, verbose_name="户籍仍在流出地")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                ("confirmed_by", models.CharField(blank=True, max_length=80, verbose_name="确认人")),
                ("on_behalf_reason", models.CharField(blank=True, max_length=120, verbose_name="代为确认原因")),
                ("countersigned_at", models.DateTimeField(blank=True, null=True, verbose_name="会签时间")),
                ("countersigned_by", models.CharField(blank=True, max_length=80, verbose_name="会签人（登记管理人）")),
                ("send_back_note", models.CharField(blank=True, max_length=200, verbose_name="退回补充说明")),
                ("residence_remark", models.CharField(blank=True, max_length=200, verbose_name="流入地备注")),
                ("residence_remark_by", models.CharField(blank=True, max_length=80, verbose_name="流入地备注人")),
                ("residence_remark_at", models.DateTimeField(blank=True, null=True, verbose_name="流入地备注时间")),
                ("dropped_reason", models.CharField(blank=True, max_length=120, verbose_name="移出原因")),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entries",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="流出地",
                    ),
                ),
                (
                    "residence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="流入地",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="liaison.ledgerround",
                        verbose_name="轮次",
                    ),
                ),
            ],
            options={
                "verbose_name": "台账条目",
                "verbose_name_plural": "台账条目",
                "ordering": ["origin__order", "deputy__name_pinyin", "id"],
            },
        ),
        migrations.CreateModel(
            name="Obligation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60, verbose_name="任务")),
                ("period", models.CharField(max_length=12, verbose_name="期")),
                ("period_label", models.CharField(max_length=20, verbose_name="期次")),
                ("index", models.PositiveSmallIntegerField(default=1, verbose_name="期内序号")),
                ("period_from", models.DateField(verbose_name="期初")),
                ("period_to", models.DateField(verbose_name="期末")),
                ("due_on", models.DateField(verbose_name="期限")),
                ("lead_days", models.PositiveSmallIntegerField(verbose_name="提前几天提醒")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待完成"), ("reopened", "退回重办"), ("done", "已完成"), ("skipped", "免办")],
                        default="open",
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="完成情况")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                ("closed_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="登记时间")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="生成时间")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="obligations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="负责人",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligations_shared",
                        to="areas.area",
                        verbose_name="另一单位",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligations",
                        to="deputies.team",
                        verbose_name="团队",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligations_owed",
                        to="areas.area",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作任务",
                "verbose_name_plural": "工作任务",
                "ordering": ["due_on", "unit__order", "id"],
            },
        ),
        migrations.CreateModel(
            name="ObligationEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60, verbose_name="代号")),
                ("label", models.CharField(max_length=160, verbose_name="名称")),
                ("url", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "file",
                    models.FileField(
                        blank=True, upload_to=yunhe.kit.files.PrivateFolder("obligations"), verbose_name="文件"
                    ),
                ),
                ("added_by", models.CharField(max_length=80, verbose_name="登记人")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "obligation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="liaison.obligation",
                        verbose_name="任务",
                    ),
                ),
            ],
            options={
                "verbose_name": "任务佐证",
                "verbose_name_plural": "任务佐证",
                "ordering": ["on", "id"],
            },
        ),
        migrations.CreateModel(
            name="ObligationTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, verbose_name="代号")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("title", models.CharField(max_length=60, verbose_name="任务")),
                ("what", models.TextField(blank=True, max_length=500, verbose_name="要求")),
                ("source", models.CharField(max_length=120, verbose_name="依据")),
                (
                    "owed_by",
                    models.CharField(
                        choices=[("unit", "单位"), ("pair", "流出地和流入地两个单位"), ("team", "代表团队")],
                        default="unit",
                        max_length=6,
                        verbose_name="由谁完成",
                    ),
                ),
                (
                    "unit_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("county", "县"),
                                ("town", "镇"),
                                ("township", "乡"),
                                ("street", "街道"),
                                ("zone", "开发区"),
                                ("community", "社区"),
                                ("village", "村"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="适用单位",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("yearly", "每年"),
                            ("half_yearly", "每半年"),
                            ("quarterly", "每季度"),
                            ("monthly", "每月"),
                            ("times", "每年若干次"),
                        ],
                        default="yearly",
                        max_length=12,
                        verbose_name="频次",
                    ),
                ),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="每年次数",
                    ),
                ),
                (
                    "due_month",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="期限：期内第几个月",
                    ),
                ),
                (
                    "due_day",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="期限：几日",
                    ),
                ),
                (
                    "lead_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="提前几天提醒",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("activity", "代表活动"),
                            ("topic", "议题"),
                            ("joint_meeting", "联席会议"),
                            ("ledger", "半年台账"),
                            ("annual_report", "年度报告"),
                            ("file", "文件"),
                            ("note", "文字说明"),
                        ],
                        default="file",
                        max_length=16,
                        verbose_name="佐证",
                    ),
                ),
                (
                    "activity_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("community", "社区活动"),
                                ("reception", "接待选民"),
                                ("deliberation", "议事会"),
                                ("inspection", "视察"),
                                ("field_research", "调研"),
                                ("training", "学习培训"),
                                ("visit", "走访"),
                                ("theme", "主题活动"),
                                ("other", "其他"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="哪类活动算数",
                    ),
                ),
                ("since", models.DateField(default=django.utils.timezone.localdate, verbose_name="起用日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                ("created_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligation_templates",
                        to="areas.area",
                        verbose_name="规定单位",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligation_templates",
                        to="deputies.team",
                        verbose_name="团队",
                    ),
                ),
            ],
            options={
                "verbose_name": "任务规定",
                "verbose_name_plural": "任务规定",
                "ordering": ["area__order", "id"],
            },
        ),
        migrations.AddField(
            model_name="obligation",
            name="template",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="obligations",
                to="liaison.obligationtemplate",
                verbose_name="规定",
            ),
        ),
        migrations.CreateModel(
            name="Brand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan_key",
                    models.CharField(
                        choices=[
                            ("help-teams", "4帮搬团"),
                            ("five-ones", "五个一"),
                            ("one-m-n", "1+M+N"),
                            ("direct-line", "代表直通车"),
                            ("resettlement-aid", "安援服务队"),
                            ("joint-group", "街乡人大共治协作组"),
                            ("one-plus-four", "1+4共治"),
                            ("here-we-come", "代表来了"),
                            ("three-plus-n", "3+N"),
                        ],
                        max_length=20,
                        verbose_name="模式",
                    ),
                ),
                ("promise", models.TextField(max_length=500, verbose_name="承诺")),
                ("started_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="启动日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                ("end_reason", models.CharField(blank=True, max_length=120, verbose_name="结束原因")),
                ("created_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brands_shared",
                        to="areas.area",
                        verbose_name="联合单位",
                    ),
                ),
                ("teams", models.ManyToManyField(related_name="brands", to="deputies.team", verbose_name="团队")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brands",
                        to="areas.area",
                        verbose_name="牵头单位",
                    ),
                ),
                (
                    "rules",
                    models.ManyToManyField(
                        related_name="brands", to="liaison.obligationtemplate", verbose_name="任务规定"
                    ),
                ),
            ],
            options={
                "verbose_name": "特色模式",
                "verbose_name_plural": "特色模式",
                "ordering": ["unit__order", "id"],
            },
        ),
        migrations.CreateModel(
            name="PairingProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "low",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="每名乡镇代表至少",
                    ),
                ),
                (
                    "high",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="每名乡镇代表至多",
                    ),
                ),
                ("keep", models.BooleanField(default=True, verbose_name="保留现有结对")),
                ("over", models.BooleanField(default=True, verbose_name="全部联系")),
                (
                    "state",
                    models.CharField(
                        choices=[("computing", "计算中"), ("ready", "待采纳"), ("closed", "已结束")],
                        default="computing",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("summary", models.JSONField(blank=True, default=dict, verbose_name="说明")),
                ("made_by", models.CharField(max_length=80, verbose_name="发起人")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="发起时间")),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.job",
                        verbose_name="任务",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairing_proposals",
                        to="areas.area",
                        verbose_name="乡镇",
                    ),
                ),
            ],
            options={
                "verbose_name": "结对方案",
                "verbose_name_plural": "结对方案",
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ProposalRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("current", models.JSONField(blank=True, default=list, verbose_name="现联系代表")),
                ("current_names", models.CharField(blank=True, max_length=120, verbose_name="现联系代表姓名")),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("new", "新增"),
                            ("changed", "调整"),
                            ("dropped", "结束"),
                            ("kept", "保留"),
                            ("uncovered", "无人联系"),
                        ],
                        max_length=10,
                        verbose_name="变动",
                    ),
                ),
                ("distance", models.PositiveSmallIntegerField(default=4, verbose_name="远近")),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="采纳时间")),
                ("is_stale", models.BooleanField(default=False, verbose_name="情况已变")),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="deputies.deputy",
                        verbose_name="拟联系代表",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposal_rows",
                        to="liaison.household",
                        verbose_name="联系户",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="deputies.deputy",
                        verbose_name="乡镇代表",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="liaison.pairingproposal",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "结对方案明细",
                "verbose_name_plural": "结对方案明细",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="RegisterKeeper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(default=django.utils.timezone.localdate, verbose_name="起始日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                ("named_by", models.CharField(max_length=80, verbose_name="指定人")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="接收时间")),
                ("sheets", models.PositiveIntegerField(blank=True, null=True, verbose_name="接收份数")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_keepers",
                        to="areas.area",
                        verbose_name="单位",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registers_kept",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记管理人",
                    ),
                ),
            ],
            options={
                "verbose_name": "登记管理人",
                "verbose_name_plural": "登记管理人",
                "ordering": ["area__order", "-since", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("urged", "已督促"),
                            ("submitted", "待核实"),
                            ("returned", "已退回"),
                            ("verified", "待社区接收"),
                            ("co_managed", "共管中"),
                            ("ended", "已结束"),
                        ],
                        default="urged",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "state_since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="进入当前状态时间"),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="本步办理期限")),
                ("address", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="现住址")),
                ("return_reason", models.CharField(blank=True, max_length=24, verbose_name="退回原因")),
                ("return_note", models.CharField(blank=True, max_length=200, verbose_name="退回说明")),
                ("verified_by", models.CharField(blank=True, max_length=80, verbose_name="核实人")),
                ("verified_at", models.DateTimeField(blank=True, null=True, verbose_name="核实时间")),
                ("grid", models.CharField(blank=True, max_length=40, verbose_name="编入网格")),
                ("group", models.CharField(blank=True, max_length=40, verbose_name="编入代表小组（共治组）")),
                ("contact_person", models.CharField(blank=True, max_length=40, verbose_name="社区联系人")),
                ("received_by", models.CharField(blank=True, max_length=80, verbose_name="接收人")),
                ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="社区报到时间")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("moved_on", "迁往别处"),
                            ("went_home", "返回流出地"),
                            ("mandate_ended", "代表资格终止"),
                            ("mistake", "登记错误"),
                            ("withdrawn", "流出地撤回"),
                        ],
                        max_length=16,
                        verbose_name="结束原因",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="建档时间")),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="接收社区（村）",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="流出地",
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="liaison.registration",
                        verbose_name="上一份档案",
                    ),
                ),
                (
                    "residence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="流入地",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="stations.station",
                        verbose_name="驻站联络点",
                    ),
                ),
            ],
            options={
                "verbose_name": "双向共管档案",
                "verbose_name_plural": "双向共管档案",
                "ordering": ["-state_since", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=40, verbose_name="类别")),
                ("label", models.CharField(max_length=160, verbose_name="事项")),
                ("choice", models.CharField(max_length=80, verbose_name="去向")),
                ("done", models.CharField(blank=True, max_length=200, verbose_name="办理情况")),
                ("by", models.CharField(max_length=80, verbose_name="办理人")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="liaison.registration",
                        verbose_name="档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "随档移交",
                "verbose_name_plural": "随档移交",
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="discrepancy",
            name="registration",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="discrepancies",
                to="liaison.registration",
                verbose_name="双向共管档案",
            ),
        ),
        migrations.CreateModel(
            name="CoManagement",
            fields=[],
            options={
                "verbose_name": "双向共管关系",
                "verbose_name_plural": "双向共管关系",
                "ordering": ["residence__order", "origin__order"],
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("liaison.registration",),
        ),
        migrations.CreateModel(
            name="RegistrationStep",
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
                ("due_on", models.DateField(blank=True, null=True, verbose_name="当时期限")),
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
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="liaison.registration",
                        verbose_name="档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案步骤",
                "verbose_name_plural": "档案步骤",
                "ordering": ["at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=24, verbose_name="章节")),
                ("order", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("heading", models.CharField(max_length=40, verbose_name="标题")),
                ("drafted", models.TextField(blank=True, verbose_name="数据草稿")),
                ("text", models.TextField(blank=True, max_length=6000, verbose_name="正文")),
                ("drafted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="取数时间")),
                ("edited_by", models.CharField(blank=True, max_length=80, verbose_name="修改人")),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="修改时间")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="liaison.annualreport",
                        verbose_name="请示汇报",
                    ),
                ),
            ],
            options={
                "verbose_name": "章节",
                "verbose_name_plural": "章节",
                "ordering": ["report", "order"],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=200, verbose_name="议定事项")),
                ("due_on", models.DateField(verbose_name="完成期限")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "办理中"), ("done", "已完成"), ("dropped", "不再办理")],
                        default="open",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="办理结果")),
                ("finished_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("finished_by", models.CharField(blank=True, max_length=80, verbose_name="办结人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resolutions",
                        to="liaison.jointmeeting",
                        verbose_name="会议",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_resolutions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="责任人",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="责任单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "议定事项",
                "verbose_name_plural": "议定事项",
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="ResolutionStep",
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
                    "resolution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="liaison.resolution",
                        verbose_name="议定事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "议定事项办理过程",
                "verbose_name_plural": "议定事项办理过程",
                "ordering": ["at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("still_here", "是否还在这里居住"),
                            ("community", "现居住社区（村）"),
                            ("address", "现住址"),
                            ("phone", "手机"),
                            ("household", "户籍是否仍在流出地"),
                        ],
                        max_length=12,
                        verbose_name="事项",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("origin", "流出地"),
                            ("residence", "流入地"),
                            ("community", "社区"),
                            ("deputy", "代表本人"),
                            ("county", "县人大"),
                            ("system", "系统"),
                        ],
                        max_length=10,
                        verbose_name="说明方",
                    ),
                ),
                ("value", yunhe.privacy.fields.EncryptedTextField(verbose_name="内容")),
                ("fingerprint", models.CharField(editable=False, max_length=64, verbose_name="内容指纹")),
                ("shown", models.CharField(max_length=80, verbose_name="内容（脱敏）")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("said", "作出说明"),
                            ("tap", "一键确认"),
                            ("file", "办理登记报到"),
                            ("ledger", "半年台账"),
                        ],
                        default="said",
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="补充说明")),
                ("by", models.CharField(max_length=80, verbose_name="说明人")),
                ("by_user_id", models.BigIntegerField(blank=True, null=True, verbose_name="说明人编号")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="所代表的单位",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="liaison.registration",
                        verbose_name="双向共管档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "情况说明",
                "verbose_name_plural": "情况说明",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
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
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                ("problem", models.TextField(blank=True, max_length=2000, verbose_name="问题现状")),
                ("cause", models.TextField(blank=True, max_length=2000, verbose_name="原因分析")),
                ("measures", models.TextField(blank=True, max_length=2000, verbose_name="意见建议")),
                ("wanted_unit", models.CharField(blank=True, max_length=60, verbose_name="建议承办单位")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草拟中"),
                            ("handed_in", "已提交"),
                            ("assigned", "办理中"),
                            ("replied", "待代表反馈意见"),
                            ("redoing", "重新办理"),
                            ("closed", "已办结"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("state_since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="进入状态时间")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="法定期限")),
                ("handed_in_on", models.DateField(blank=True, null=True, verbose_name="提交日期")),
                ("is_hard", models.BooleanField(default=False, verbose_name="涉及面广、处理难度大（六个月）")),
                ("assigned_on", models.DateField(blank=True, null=True, verbose_name="交办日期")),
                ("reply", models.TextField(blank=True, max_length=4000, verbose_name="书面答复")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                (
                    "opinion",
                    models.CharField(
                        blank=True,
                        choices=[("satisfied", "满意"), ("mostly", "基本满意"), ("unsatisfied", "不满意")],
                        max_length=12,
                        verbose_name="代表意见",
                    ),
                ),
                ("opinion_text", models.CharField(blank=True, max_length=500, verbose_name="意见说明")),
                ("redo_count", models.PositiveSmallIntegerField(default=0, verbose_name="重新办理次数")),
                (
                    "returned_bar",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_affair", "解决代表本人或者亲属的个人问题"),
                            ("forwarded", "代转群众来信、申诉材料"),
                            ("paper", "学术探讨或者产品推介"),
                            ("empty", "没有具体内容"),
                            ("case", "正在诉讼、仲裁、复议的具体案件"),
                            ("tender", "正在进行的招标投标、工程发包等经营事务"),
                            ("other", "其他不应当作为代表建议提出的"),
                        ],
                        max_length=12,
                        verbose_name="退回原因",
                    ),
                ),
                ("returned_text", models.CharField(blank=True, max_length=300, verbose_name="退回说明")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="起草时间")),
                (
                    "concern",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="liaison.concern",
                        verbose_name="来自群众诉求",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="deputies.deputy",
                        verbose_name="领衔代表",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="提交给",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="liaison.handlingunit",
                        verbose_name="承办单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表建议",
                "verbose_name_plural": "代表建议",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="CoSigner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "等待联名"), ("signed", "已联名"), ("declined", "未联名")],
                        default="asked",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="co_signed",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signers",
                        to="liaison.suggestion",
                        verbose_name="代表建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "联名代表",
                "verbose_name_plural": "联名代表",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="SuggestionStep",
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
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="liaison.suggestion",
                        verbose_name="代表建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表建议办理步骤",
                "verbose_name_plural": "代表建议办理步骤",
                "ordering": ["at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(default=django.utils.timezone.localdate, verbose_name="日期")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("visit", "上门走访"),
                            ("pairing", "结对帮扶"),
                            ("invite", "约请见面"),
                            ("online", "电话网络"),
                        ],
                        default="visit",
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("met", "见到了"), ("nobody", "没人在家")],
                        default="met",
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("note", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="记事")),
                ("nonce", models.UUIDField(default=uuid.uuid4, verbose_name="提交编号")),
                ("recorded_by", models.CharField(max_length=80, verbose_name="记录人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="记录时间")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                ("undone_by", models.CharField(blank=True, max_length=80, verbose_name="撤销人")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="liaison.household",
                        verbose_name="联系户",
                    ),
                ),
            ],
            options={
                "verbose_name": "走访记录",
                "verbose_name_plural": "走访记录",
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="VisitCampaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "side",
                    models.CharField(
                        choices=[("home", "户籍在本地的联系户"), ("residence", "搬到本地居住的联系户")],
                        default="home",
                        max_length=10,
                        verbose_name="走访对象",
                    ),
                ),
                ("begins_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期")),
                (
                    "goal",
                    models.PositiveSmallIntegerField(
                        default=100,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="目标（%）",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="要求")),
                ("created_by", models.CharField(max_length=80, verbose_name="发起人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="发起时间")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visit_campaigns",
                        to="areas.area",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "大走访",
                "verbose_name_plural": "大走访",
                "ordering": ["-begins_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="VisitFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("housing", "住房与小区管理"),
                            ("traffic", "交通出行"),
                            ("schooling", "子女入学与教育"),
                            ("health", "医疗卫生"),
                            ("work", "就业与收入"),
                            ("care", "养老与救助"),
                            ("environment", "环境卫生"),
                            ("land", "土地、山林与搬迁"),
                            ("public_service", "政务服务"),
                            ("lawsuit", "诉讼、仲裁、复议事项"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="类别",
                    ),
                ),
                ("matter", models.TextField(max_length=1000, verbose_name="问题")),
                (
                    "state",
                    models.CharField(
                        choices=[("found", "待处理"), ("passed_on", "已转群众诉求"), ("sorted", "已处理")],
                        default="found",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("result", models.TextField(blank=True, max_length=1000, verbose_name="处理结果")),
                ("matter_label", models.CharField(blank=True, max_length=80, verbose_name="群众诉求")),
                ("matter_url", models.CharField(blank=True, max_length=200, verbose_name="群众诉求地址")),
                ("found_by", models.CharField(max_length=80, verbose_name="登记人")),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                ("sorted_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="liaison.visit",
                        verbose_name="走访",
                    ),
                ),
            ],
            options={
                "verbose_name": "走访发现",
                "verbose_name_plural": "走访发现",
                "ordering": ["-found_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="VoterReception",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="日期")),
                ("voter_name", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="选民姓名")),
                ("voter_address", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="选民住址")),
                ("voter_phone", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="选民电话")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("housing", "住房与小区管理"),
                            ("traffic", "交通出行"),
                            ("schooling", "子女入学与教育"),
                            ("health", "医疗卫生"),
                            ("work", "就业与收入"),
                            ("care", "养老与救助"),
                            ("environment", "环境卫生"),
                            ("land", "土地、山林与搬迁"),
                            ("public_service", "政务服务"),
                            ("lawsuit", "诉讼、仲裁、复议事项"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="类别",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="反映内容")),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="当场答复")),
                ("proposal", models.TextField(blank=True, max_length=1000, verbose_name="拟办意见")),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("on_the_spot", "当场答复"),
                            ("community", "交社区（村）办理"),
                            ("work_committee", "交人大街道工委（乡镇人大）"),
                            ("suggestion", "转为代表建议"),
                            ("entrust", "委托上级代表反映"),
                        ],
                        max_length=16,
                        verbose_name="去向",
                    ),
                ),
                ("handler", models.CharField(blank=True, max_length=60, verbose_name="承办单位")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="办理期限")),
                ("result", models.TextField(blank=True, max_length=1000, verbose_name="办理结果")),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="反馈日期")),
                (
                    "told_way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "当面"),
                            ("phone", "电话"),
                            ("letter", "书面"),
                            ("online", "网络"),
                            ("posted", "公示栏（匿名来访）"),
                        ],
                        max_length=12,
                        verbose_name="反馈方式",
                    ),
                ),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "满意"),
                            ("mostly", "基本满意"),
                            ("unsatisfied", "不满意"),
                            ("none", "未评价"),
                        ],
                        max_length=12,
                        verbose_name="选民评价",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("recorded", "已记录"),
                            ("assigned", "已交办"),
                            ("settled", "已办结"),
                            ("told", "已反馈"),
                        ],
                        default="recorded",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("recorded_by", models.CharField(max_length=80, verbose_name="记录人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="记录时间")),
                (
                    "deputies",
                    models.ManyToManyField(related_name="receptions", to="deputies.deputy", verbose_name="接待代表"),
                ),
                (
                    "household_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="户籍地",
                    ),
                ),
                (
                    "residence_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="现居住地",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receptions",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "接待选民记录",
                "verbose_name_plural": "接待选民记录",
                "ordering": ["-received_on", "-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.UniqueConstraint(
                fields=("area", "year"),
                name="report_one_a_unit_and_year",
                violation_error_message="该单位这一年的请示汇报已经在起草。",
            ),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handed_in_on__isnull", True), ("state", "drafting")),
                    models.Q(
                        models.Q(("state", "drafting"), _negated=True),
                        ("handed_in_on__isnull", False),
                        models.Q(("seal", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="report_handed_in_on",
                violation_error_message="报送须有日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reply_on__isnull", False), ("state", "replied"), models.Q(("reply", ""), _negated=True)),
                    models.Q(models.Q(("state", "replied"), _negated=True), ("reply", ""), ("reply_on__isnull", True)),
                    _connector="OR",
                ),
                name="report_replied_on",
                violation_error_message="批复须有日期和意见。",
            ),
        ),
        migrations.AddConstraint(
            model_name="answertemplate",
            constraint=models.UniqueConstraint(
                fields=("area", "title"), name="answer_template_once", violation_error_message="已有同名的模板。"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_on__isnull", False), ("state", "done"), models.Q(("result", ""), _negated=True)),
                    models.Q(("done_on__isnull", True), ("state", "open")),
                    _connector="OR",
                ),
                name="decision_done_with_result",
                violation_error_message="登记落实须写明落实情况。",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputypair",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)),
                fields=("member",),
                name="deputy_pair_one_leader",
                violation_error_message="这位乡镇代表已有县代表结对，请先转交或结束。",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputypair",
            constraint=models.CheckConstraint(
                condition=models.Q(("leader", models.F("member")), _negated=True),
                name="deputy_pair_of_two_people",
                violation_error_message="代表不能和自己结对。",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputypair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                    models.Q(("ended_on__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="deputy_pair_ended_with_reason",
                violation_error_message="结束结对须同时填写日期和原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputypair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True), ("ended_on__gte", models.F("began_on")), _connector="OR"
                ),
                name="deputy_pair_dates_in_order",
                violation_error_message="结束日期不能早于结对日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "in_force")),
                fields=("area", "title"),
                name="document_title_once_an_area",
                violation_error_message="本单位已有同名的现行文件。修订请在原文件下登记新版本。",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("abolished_on__isnull", False),
                        ("state", "abolished"),
                        models.Q(("abolish_reason", ""), _negated=True),
                    ),
                    models.Q(("abolish_reason", ""), ("abolished_on__isnull", True), ("state", "in_force")),
                    _connector="OR",
                ),
                name="document_abolished_with_reason",
                violation_error_message="废止文件须写明日期和说明。",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentedition",
            constraint=models.UniqueConstraint(fields=("document", "number"), name="document_edition_once"),
        ),
        migrations.AddConstraint(
            model_name="documentedition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file", ""), ("fingerprint", "")),
                    models.Q(models.Q(("file", ""), _negated=True), models.Q(("fingerprint", ""), _negated=True)),
                    _connector="OR",
                ),
                name="edition_file_fingerprint",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentobligation",
            constraint=models.UniqueConstraint(
                fields=("document", "area", "key"),
                name="document_obligation_once",
                violation_error_message="这项任务已经列在这份文件下。",
            ),
        ),
        migrations.AddConstraint(
            model_name="election",
            constraint=models.CheckConstraint(
                condition=models.Q(("old", models.F("new")), _negated=True), name="election_between_two_terms"
            ),
        ),
        migrations.AddConstraint(
            model_name="election",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("completed_at__isnull", False), ("state", "done"), models.Q(("seal", ""), _negated=True)),
                    models.Q(models.Q(("state", "done"), _negated=True), ("completed_at__isnull", True)),
                    _connector="OR",
                ),
                name="election_completed_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="electionline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("carried_at__isnull", True), models.Q(("outcome", "undecided"), _negated=True), _connector="OR"
                ),
                name="election_line_carried_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibilityalarm",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("raised", "referred"))),
                fields=("mandate",),
                name="alarm_one_open_a_mandate",
                violation_error_message="这项代表资格已有一条未结的提醒。",
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibilityalarm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", False), ("state", "closed"), models.Q(("outcome", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("state", "closed"), _negated=True), ("closed_at__isnull", True), ("outcome", "")
                    ),
                    _connector="OR",
                ),
                name="alarm_closed_with_outcome",
                violation_error_message="结束资格提醒须有结论。",
            ),
        ),
        migrations.AddConstraint(
            model_name="handlingunit",
            constraint=models.UniqueConstraint(
                fields=("area", "name"), name="handling_unit_name_once", violation_error_message="已有同名的承办单位。"
            ),
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(fields=["state", "due_on"], name="concern_state_due"),
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(fields=["place", "created_at"], name="concern_place_at"),
        ),
        migrations.AddIndex(
            model_name="concern",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["text"], name="concern_text_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("category", "lawsuit"), _negated=True),
                name="concern_no_lawsuit",
                violation_error_message="诉讼、仲裁、行政复议事项不受理，请告知选民向办案机关反映。",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("assigned", "replied")), _negated=True),
                    models.Q(("handling_point__isnull", True), ("handling_unit__isnull", False), ("is_direct", False)),
                    models.Q(("handling_point__isnull", False), ("handling_unit__isnull", True), ("is_direct", False)),
                    models.Q(
                        ("deputy__isnull", False),
                        ("handling_point__isnull", True),
                        ("handling_unit__isnull", True),
                        ("is_direct", True),
                    ),
                    _connector="OR",
                ),
                name="concern_one_handler",
                violation_error_message="交办须写明一个承办方。",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["replied", "told", "rated"]), _negated=True),
                    models.Q(models.Q(("reply", ""), _negated=True), models.Q(("result", ""), _negated=True)),
                    _connector="OR",
                ),
                name="concern_replied_with_result",
                violation_error_message="答复须写明内容和办理结果类别。",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "C"), _negated=True), ("check_on__isnull", False), _connector="OR"
                ),
                name="concern_planned_with_date",
                violation_error_message="“列入计划”的须填写再次跟踪日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("paused_on__isnull", False), ("state", "paused"), models.Q(("paused_from", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("state", "paused"), _negated=True), ("paused_from", ""), ("paused_on__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="concern_paused_from_somewhere",
                violation_error_message="暂停须记下日期和暂停前的状态。",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "rated"), _negated=True),
                    models.Q(("rating", ""), _negated=True),
                    _connector="OR",
                ),
                name="concern_rated_with_rating",
                violation_error_message="请选择评价。",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("refusal", ""), _negated=True),
                    _connector="OR",
                ),
                name="concern_refused_with_reason",
                violation_error_message="不予受理须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                    models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="concern_merged_into_another",
                violation_error_message="并案须写明并入哪一件。",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_anonymous", False), ("voter_name", ""), _connector="OR"),
                name="concern_anonymous_without_name",
                violation_error_message="匿名诉求不留姓名。",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at__isnull", True),
                    models.Q(
                        ("may_publish", True),
                        models.Q(("public_text", ""), _negated=True),
                        models.Q(("public_reply", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="concern_published_with_consent",
                violation_error_message="选民同意匿名公开、写好公开文字后才能公开。",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(("community__isnull", True), ("outside", ""), _connector="OR"),
                name="household_lives_in_one_place",
                violation_error_message="现居住地只能填一处：县内选社区（村），县外填地名。",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("close_reason", ""), ("closed_on__isnull", True)),
                    models.Q(("closed_on__isnull", False), models.Q(("close_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="household_closed_with_reason",
                violation_error_message="停止登记须同时填写日期和原因。",
            ),
        ),
        migrations.AddIndex(
            model_name="householdpair",
            index=models.Index(fields=["deputy", "ended_on"], name="household_pair_of_deputy"),
        ),
        migrations.AddConstraint(
            model_name="householdpair",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)),
                fields=("household", "deputy"),
                name="household_pair_once",
                violation_error_message="这位代表已经联系这一户。",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdpair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                    models.Q(("ended_on__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="household_pair_ended_with_reason",
                violation_error_message="结束结对须同时填写日期和原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdpair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True), ("ended_on__gte", models.F("began_on")), _connector="OR"
                ),
                name="household_pair_dates_in_order",
                violation_error_message="结束日期不能早于结对日期。",
            ),
        ),
        migrations.AddIndex(
            model_name="jointmeeting",
            index=models.Index(fields=["origin", "residence", "year"], name="joint_meeting_pair_year"),
        ),
        migrations.AddConstraint(
            model_name="jointmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin", models.F("residence")), _negated=True),
                name="joint_meeting_of_two_units",
                violation_error_message="联席会议由两个单位召开。",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointmeeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("proposed", "agreed"))),
                fields=("origin", "residence"),
                name="joint_meeting_one_to_come",
                violation_error_message="这两个单位已有一次待召开的联席会议。",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("held", "closed")), _negated=True),
                    models.Q(("minutes", ""), _negated=True),
                    _connector="OR",
                ),
                name="joint_meeting_held_with_minutes",
                violation_error_message="登记已召开的会议须写会议纪要。",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), models.Q(("cancel_reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancel_reason", "")),
                    _connector="OR",
                ),
                name="joint_meeting_cancelled_with_reason",
                violation_error_message="取消会议须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("proposed", "held")), _negated=True),
                    models.Q(("waits_for", ""), _negated=True),
                    _connector="OR",
                ),
                name="joint_meeting_waits_for_a_side",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerreminder",
            constraint=models.UniqueConstraint(fields=("round", "key"), name="ledger_reminder_once"),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.UniqueConstraint(fields=("round", "deputy"), name="ledger_entry_once_a_round"),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.UniqueConstraint(
                fields=("round", "origin", "number"), name="ledger_number_once_a_register"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "locked"), _negated=True),
                    models.Q(("confirmed_at__isnull", False), ("countersigned_at__isnull", False)),
                    _connector="OR",
                ),
                name="ledger_locked_is_signed",
                violation_error_message="锁定的条目须有确认和会签。",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationevidence",
            constraint=models.UniqueConstraint(
                fields=("obligation", "key"),
                name="obligation_evidence_once",
                violation_error_message="这条佐证已经登记。",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationtemplate",
            constraint=models.UniqueConstraint(
                fields=("area", "key", "version"), name="obligation_template_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationtemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("area", "key"),
                name="obligation_template_one_running",
                violation_error_message="这条规定已有在用的版本。",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationtemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owed_by", "team"), ("team__isnull", False)),
                    models.Q(models.Q(("owed_by", "team"), _negated=True), ("team__isnull", True)),
                    _connector="OR",
                ),
                name="obligation_template_team_or_units",
                violation_error_message="由团队完成的，请选择团队；由单位完成的，不要选择团队。",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationtemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="obligation_template_dates_in_order",
                violation_error_message="停用日期不能早于起用日期。",
            ),
        ),
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(fields=["state", "due_on"], name="obligation_state_due"),
        ),
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(fields=["unit", "due_on"], name="obligation_unit_due"),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.UniqueConstraint(
                fields=("template", "unit", "partner", "team", "period"),
                name="obligation_once_a_period",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_on__isnull", False), ("state", "done")),
                    models.Q(models.Q(("state", "done"), _negated=True), ("done_on", None)),
                    _connector="OR",
                ),
                name="obligation_done_with_day",
                violation_error_message="完成须写明日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["skipped", "reopened"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="obligation_skipped_with_reason",
                violation_error_message="免办或退回须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="brand",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)),
                fields=("plan_key", "unit"),
                name="brand_once_a_unit",
                violation_error_message="这个单位已在运行这个模式。",
            ),
        ),
        migrations.AddConstraint(
            model_name="brand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("partner__isnull", True), models.Q(("partner", models.F("unit")), _negated=True), _connector="OR"
                ),
                name="brand_partner_is_another",
                violation_error_message="联合单位不能与牵头单位相同。",
            ),
        ),
        migrations.AddConstraint(
            model_name="brand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                    models.Q(("ended_on__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="brand_ended_with_reason",
                violation_error_message="结束须写明日期和原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairingproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("low__lte", models.F("high"))),
                name="proposal_targets_in_order",
                violation_error_message="“至少”不能大于“至多”。",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairingproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "closed"), _negated=True),
                fields=("unit",),
                name="proposal_one_open_a_unit",
                violation_error_message="这个乡镇已有一份方案待采纳，请先采纳或放弃。",
            ),
        ),
        migrations.AddIndex(
            model_name="proposalrow",
            index=models.Index(fields=["proposal", "change"], name="proposal_row_change"),
        ),
        migrations.AddConstraint(
            model_name="proposalrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("household__isnull", True), ("member__isnull", True), _connector="XOR"),
                name="proposal_row_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposalrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("change__in", ("new", "changed", "dropped")), ("taken_at__isnull", True), _connector="OR"
                ),
                name="proposal_row_taken_changes",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerkeeper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("area",),
                name="register_one_keeper_at_a_time",
                violation_error_message="该单位已有登记管理人。",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerkeeper",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="register_keeper_dates_in_order",
                violation_error_message="结束日期不能早于起始日期。",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["state", "due_on"], name="registration_state_due"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("urged", "submitted", "returned", "verified", "co_managed"))),
                fields=("deputy",),
                name="registration_one_open_a_deputy",
                violation_error_message="该代表已有一份未结束的双向共管档案。",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin", models.F("residence")), _negated=True),
                name="registration_between_two_units",
                violation_error_message="流出地和流入地不能是同一个单位。",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_on__isnull", False), ("state", "ended"), models.Q(("end_reason", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("state", "ended"), _negated=True), ("end_reason", ""), ("ended_on__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="registration_end_with_reason",
                violation_error_message="结束档案须同时有日期和原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "co_managed"), _negated=True),
                    models.Q(
                        ("community__isnull", False), ("received_at__isnull", False), ("verified_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="registration_co_managed_complete",
                violation_error_message="共管档案须有核实时间、接收社区和报到时间。",
            ),
        ),
        migrations.AddIndex(
            model_name="discrepancy",
            index=models.Index(fields=["state", "since"], name="discrepancy_waits"),
        ),
        migrations.AddConstraint(
            model_name="discrepancy",
            constraint=models.UniqueConstraint(
                fields=("registration", "fact"),
                name="discrepancy_once_a_fact",
                violation_error_message="这份档案的这一事项已在不一致清单里。",
            ),
        ),
        migrations.AddConstraint(
            model_name="discrepancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "settled"), _negated=True),
                    models.Q(
                        ("settled_at__isnull", False),
                        models.Q(("settled_by", ""), _negated=True),
                        models.Q(("checked", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="discrepancy_settled_by_a_person",
                violation_error_message="核定须写明核定人和核实方式。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportsection",
            constraint=models.UniqueConstraint(fields=("report", "key"), name="report_section_once"),
        ),
        migrations.AddIndex(
            model_name="resolution",
            index=models.Index(fields=["state", "due_on"], name="resolution_due"),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_on__isnull", True), ("result", ""), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True),
                        ("finished_on__isnull", False),
                        models.Q(("result", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="resolution_ends_with_result",
                violation_error_message="完成或不再办理须写明结果或原因。",
            ),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["registration", "fact", "side", "-at"], name="statement_newest"),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["state", "due_on"], name="suggestion_state_due"),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["assigned", "replied", "redoing"]), _negated=True),
                    models.Q(("assigned_on__isnull", False), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="suggestion_assigned_to_somebody",
                violation_error_message="交办须写明承办单位和日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "replied"), _negated=True),
                    models.Q(models.Q(("reply", ""), _negated=True), ("replied_on__isnull", False)),
                    _connector="OR",
                ),
                name="suggestion_replied_in_writing",
                violation_error_message="答复须有书面内容和日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    models.Q(("opinion", ""), _negated=True),
                    _connector="OR",
                ),
                name="suggestion_closed_with_opinion",
                violation_error_message="办结须有代表意见。",
            ),
        ),
        migrations.AddConstraint(
            model_name="cosigner",
            constraint=models.UniqueConstraint(fields=("suggestion", "deputy"), name="co_signer_once"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["household", "-on"], name="visit_of_household"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["deputy", "-on"], name="visit_of_deputy"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(fields=("nonce", "household"), name="visit_once_a_nonce"),
        ),
        migrations.AddConstraint(
            model_name="visitcampaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("begins_on"))),
                name="campaign_dates_in_order",
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("sorted_at__isnull", False), ("state", "sorted"), models.Q(("result", ""), _negated=True)
                    ),
                    models.Q(models.Q(("state", "sorted"), _negated=True), ("result", ""), ("sorted_at__isnull", True)),
                    _connector="OR",
                ),
                name="finding_sorted_with_result",
                violation_error_message="处理完须写明结果。",
            ),
        ),
        migrations.AddIndex(
            model_name="voterreception",
            index=models.Index(fields=["state", "due_on"], name="reception_state_due"),
        ),
        migrations.AddConstraint(
            model_name="voterreception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "assigned"), _negated=True),
                    models.Q(("due_on__isnull", False), models.Q(("handler", ""), _negated=True)),
                    _connector="OR",
                ),
                name="reception_assigned_to_somebody",
                violation_error_message="交办须写明承办单位和办理期限。",
            ),
        ),
        migrations.AddConstraint(
            model_name="voterreception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["settled", "told"]), _negated=True),
                    models.Q(("result", ""), _negated=True),
                    _connector="OR",
                ),
                name="reception_settled_with_result",
                violation_error_message="办结须写明办理结果。",
            ),
        ),
        migrations.AddConstraint(
            model_name="voterreception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "told"),
                        ("told_on__isnull", False),
                        models.Q(("told_way", ""), _negated=True),
                        models.Q(("rating", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "told"), _negated=True),
                        ("rating", ""),
                        ("told_on__isnull", True),
                        ("told_way", ""),
                    ),
                    _connector="OR",
                ),
                name="reception_told_with_rating",
                violation_error_message="反馈须有日期、方式和选民评价。",
            ),
        ),
        migrations.AddConstraint(
            model_name="voterreception",
            constraint=models.CheckConstraint(
                condition=models.Q(("category", "lawsuit"), _negated=True),
                name="reception_no_lawsuit",
                violation_error_message="诉讼、仲裁、行政复议事项联络站不受理（代表不直接处理问题，也不干预案件）。请告知选民向受理法院、仲裁委员会或复议机关反映；需要法律帮助的，可拨打12348。",
            ),
        ),
    ]
