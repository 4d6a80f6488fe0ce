import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import stations.codes.models.codes
import yunhe.kit.files
import yunhe.privacy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0002_database_rules"),
        ("deputies", "0001_initial"),
        ("jobs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Rota",
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
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("month_day", "每月固定日期"),
                            ("weekly", "每周固定星期"),
                            ("nth_weekday", "每月第几个星期几"),
                        ],
                        default="month_day",
                        max_length=12,
                        verbose_name="安排方式",
                    ),
                ),
                (
                    "months",
                    models.CharField(
                        choices=[("all", "每个月"), ("odd", "单月"), ("even", "双月"), ("quarter", "每季度首月")],
                        default="odd",
                        max_length=8,
                        verbose_name="月份",
                    ),
                ),
                (
                    "day",
                    models.PositiveSmallIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="日期",
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "星期一"),
                            (2, "星期二"),
                            (3, "星期三"),
                            (4, "星期四"),
                            (5, "星期五"),
                            (6, "星期六"),
                            (7, "星期日"),
                        ],
                        default=1,
                        verbose_name="星期",
                    ),
                ),
                (
                    "nth",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="第几个",
                    ),
                ),
                ("starts", models.TimeField(verbose_name="开始")),
                ("ends", models.TimeField(verbose_name="结束")),
                (
                    "per_shift",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="每班代表人数",
                    ),
                ),
                ("at_least", models.PositiveSmallIntegerField(default=2, verbose_name="每名代表每年至少接待次数")),
                ("created_by", models.CharField(max_length=80, verbose_name="编排人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="编排时间")),
            ],
            options={
                "verbose_name": "值班表",
                "verbose_name_plural": "值班表",
                "ordering": ["-year", "station"],
            },
        ),
        migrations.CreateModel(
            name="ActivitySeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60, verbose_name="系列名称")),
                (
                    "kind",
                    models.CharField(
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
                        default="theme",
                        max_length=16,
                        verbose_name="类别",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="地点")),
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
                ("begins_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="自何日起")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("month_day", "每月固定日期"),
                            ("weekly", "每周固定星期"),
                            ("nth_weekday", "每月第几个星期几"),
                        ],
                        default="month_day",
                        max_length=12,
                        verbose_name="安排方式",
                    ),
                ),
                (
                    "months",
                    models.CharField(
                        choices=[("all", "每个月"), ("odd", "单月"), ("even", "双月"), ("quarter", "每季度首月")],
                        default="all",
                        max_length=8,
                        verbose_name="月份",
                    ),
                ),
                (
                    "day",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="日期",
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "星期一"),
                            (2, "星期二"),
                            (3, "星期三"),
                            (4, "星期四"),
                            (5, "星期五"),
                            (6, "星期六"),
                            (7, "星期日"),
                        ],
                        default=4,
                        verbose_name="星期",
                    ),
                ),
                (
                    "nth",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="第几个",
                    ),
                ),
                ("starts", models.TimeField(verbose_name="开始")),
                ("ends", models.TimeField(verbose_name="结束")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="名额",
                    ),
                ),
                ("themes", models.TextField(blank=True, max_length=2000, verbose_name="每次的主题")),
                ("with_topics", models.BooleanField(default=False, verbose_name="每次立一个议题（先学习、后监督）")),
                ("created_by", models.CharField(max_length=80, verbose_name="编排人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="编排时间")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activity_series",
                        to="areas.area",
                        verbose_name="组织单位",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activity_series",
                        to="deputies.team",
                        verbose_name="团队",
                    ),
                ),
            ],
            options={
                "verbose_name": "月度系列",
                "verbose_name_plural": "月度系列",
                "ordering": ["-year", "area__order", "title"],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80, verbose_name="活动名称")),
                (
                    "kind",
                    models.CharField(
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
                        verbose_name="类别",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="地点")),
                ("starts_at", models.DateTimeField(verbose_name="开始时间")),
                ("ends_at", models.DateTimeField(verbose_name="结束时间")),
                ("description", models.TextField(blank=True, verbose_name="内容安排")),
                ("series_on", models.DateField(blank=True, null=True, verbose_name="系列中的日期")),
                ("cost_note", models.TextField(blank=True, max_length=500, verbose_name="经费说明")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="名额",
                    ),
                ),
                ("sign_up_until", models.DateTimeField(blank=True, null=True, verbose_name="报名截止")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "已计划"), ("held", "已举行"), ("cancelled", "已取消")],
                        default="planned",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("cancel_reason", models.CharField(blank=True, max_length=120, verbose_name="取消原因")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="改期次数")),
                ("created_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "organising_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="areas.area",
                        verbose_name="组织单位",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="deputies.team",
                        verbose_name="团队",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="activities",
                        to="stations.activityseries",
                        verbose_name="所属系列",
                    ),
                ),
            ],
            options={
                "verbose_name": "活动",
                "verbose_name_plural": "活动",
                "ordering": ["-starts_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=stations.codes.models.codes.new_token,
                        editable=False,
                        max_length=16,
                        unique=True,
                        verbose_name="码值",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("deputy", "代表码"), ("station", "联络站码"), ("activity", "代表活动码")],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("png", models.FileField(blank=True, upload_to="codes/", verbose_name="PNG")),
                ("svg", models.FileField(blank=True, upload_to="codes/", verbose_name="SVG")),
                ("images_made_at", models.DateTimeField(blank=True, null=True, verbose_name="制图时间")),
                ("images_made_by", models.CharField(blank=True, max_length=120, verbose_name="制图进程")),
                ("scan_count", models.PositiveIntegerField(default=0, verbose_name="扫码次数")),
                ("last_scanned_at", models.DateTimeField(blank=True, null=True, verbose_name="最近扫码")),
                ("printed_at", models.DateTimeField(blank=True, null=True, verbose_name="最近打印")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="停用时间")),
                ("revoked_by", models.CharField(blank=True, max_length=80, verbose_name="停用人")),
                ("revoke_reason", models.CharField(blank=True, max_length=120, verbose_name="停用原因")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="生成时间")),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="stations.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "二维码",
                "verbose_name_plural": "二维码",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chair", models.CharField(blank=True, max_length=40, verbose_name="主持人")),
                ("guests", models.CharField(blank=True, max_length=200, verbose_name="列席人员")),
                ("body", models.TextField(max_length=8000, verbose_name="纪要正文")),
                ("agreed", models.TextField(blank=True, max_length=4000, verbose_name="议定事项")),
                ("recorder", models.CharField(max_length=40, verbose_name="记录人")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草稿"), ("published", "已印发")],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=0, verbose_name="印发次数")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="印发时间")),
                ("published_by", models.CharField(blank=True, max_length=80, verbose_name="印发人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="起草时间")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                (
                    "activity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="minutes",
                        to="stations.activity",
                        verbose_name="活动",
                    ),
                ),
            ],
            options={
                "verbose_name": "活动纪要",
                "verbose_name_plural": "活动纪要",
                "ordering": ["-activity__starts_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="MinutesEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几次印发")),
                ("body", models.TextField(max_length=8000, verbose_name="纪要正文")),
                ("agreed", models.TextField(blank=True, max_length=4000, verbose_name="议定事项")),
                ("published_at", models.DateTimeField(verbose_name="印发时间")),
                ("published_by", models.CharField(max_length=80, verbose_name="印发人")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回时间")),
                ("withdrawn_by", models.CharField(blank=True, max_length=80, verbose_name="撤回人")),
                ("withdraw_reason", models.CharField(blank=True, max_length=120, verbose_name="撤回原因")),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="stations.minutes",
                        verbose_name="纪要",
                    ),
                ),
            ],
            options={
                "verbose_name": "印发稿",
                "verbose_name_plural": "印发稿",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="PrintBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "layout",
                    models.CharField(
                        choices=[("poster", "A4 海报"), ("wall", "墙卡"), ("heart", "连心卡")],
                        max_length=8,
                        verbose_name="版式",
                    ),
                ),
                ("choice", models.CharField(max_length=200, verbose_name="打印范围")),
                ("plan", models.JSONField(default=list, verbose_name="打印清单")),
                ("skipped", models.JSONField(blank=True, default=list, verbose_name="未打印")),
                (
                    "state",
                    models.CharField(
                        choices=[("preparing", "准备中"), ("prepared", "可打印")],
                        default="preparing",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("created_by", models.CharField(max_length=80, verbose_name="打印人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="打印时间")),
                ("prepared_at", models.DateTimeField(blank=True, null=True, verbose_name="备好时间")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="打印单位",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.job",
                        verbose_name="后台任务",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="打印账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "打印批次",
                "verbose_name_plural": "打印批次",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="CodePrint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField(verbose_name="顺序")),
                ("edition", models.PositiveIntegerField(verbose_name="印次")),
                ("words", models.JSONField(verbose_name="印刷文字")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="印制时间")),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prints",
                        to="stations.code",
                        verbose_name="二维码",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prints",
                        to="stations.printbatch",
                        verbose_name="打印批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "印件",
                "verbose_name_plural": "印件",
                "ordering": ["batch", "place"],
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "visitor",
                    models.CharField(
                        choices=[("signed_in", "已登录"), ("anonymous", "未登录")], max_length=10, verbose_name="访问者"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("wechat", "微信"), ("other", "其他浏览器")], max_length=8, verbose_name="渠道"
                    ),
                ),
                ("key", models.CharField(max_length=32, unique=True, verbose_name="去重码")),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scans",
                        to="stations.code",
                        verbose_name="二维码",
                    ),
                ),
            ],
            options={
                "verbose_name": "扫码记录",
                "verbose_name_plural": "扫码记录",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ScanDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "visitor",
                    models.CharField(
                        choices=[("signed_in", "已登录"), ("anonymous", "未登录")], max_length=10, verbose_name="访问者"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("wechat", "微信"), ("other", "其他浏览器")], max_length=8, verbose_name="渠道"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="次数")),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scan_days",
                        to="stations.code",
                        verbose_name="二维码",
                    ),
                ),
            ],
            options={
                "verbose_name": "扫码日计",
                "verbose_name_plural": "扫码日计",
                "ordering": ["-on", "code"],
            },
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("main", "县总站"), ("area", "联络站"), ("urban", "城区联络站"), ("point", "联络点")],
                        max_length=6,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
                ("opening_hours", models.CharField(blank=True, max_length=120, verbose_name="开放时间")),
                ("reception_days", models.CharField(blank=True, max_length=120, verbose_name="接待选民日")),
                ("office_phone", models.CharField(blank=True, max_length=30, verbose_name="办公电话")),
                ("head_name", models.CharField(blank=True, max_length=40, verbose_name="站长")),
                ("liaison_officer", models.CharField(blank=True, max_length=40, verbose_name="联络员")),
                ("introduction", models.TextField(blank=True, verbose_name="简介")),
                ("keeps_holidays", models.BooleanField(default=True, verbose_name="法定节假日休息")),
                ("rules", models.TextField(blank=True, verbose_name="工作制度")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="纬度",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="经度",
                    ),
                ),
                (
                    "radius",
                    models.PositiveSmallIntegerField(
                        default=200,
                        validators=[
                            django.core.validators.MinValueValidator(50),
                            django.core.validators.MaxValueValidator(2000),
                        ],
                        verbose_name="签到核对半径（米）",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                ("close_reason", models.CharField(blank=True, max_length=120, verbose_name="停用原因")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="建站时间")),
                (
                    "location_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations_located",
                        to="areas.area",
                        verbose_name="所在地",
                    ),
                ),
                (
                    "organising_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations_organised",
                        to="areas.area",
                        verbose_name="主办单位",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="stations.station",
                        verbose_name="上级站",
                    ),
                ),
            ],
            options={
                "verbose_name": "站点",
                "verbose_name_plural": "站点",
                "ordering": ["organising_area__order", "kind", "name"],
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("planned_on", models.DateField(verbose_name="原定日期")),
                ("on", models.DateField(verbose_name="接待日期")),
                ("starts", models.TimeField(verbose_name="开始")),
                ("ends", models.TimeField(verbose_name="结束")),
                ("topic", models.CharField(blank=True, max_length=60, verbose_name="主题")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "待值班"), ("held", "已接待"), ("cancelled", "已取消")],
                        default="planned",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("cancel_reason", models.CharField(blank=True, max_length=120, verbose_name="取消原因")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="改期次数")),
                (
                    "rota",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shifts",
                        to="stations.rota",
                        verbose_name="值班表",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "接待日",
                "verbose_name_plural": "接待日",
                "ordering": ["on", "starts", "id"],
            },
        ),
        migrations.CreateModel(
            name="Screen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="设备名称")),
                ("secret", yunhe.privacy.fields.EncryptedTextField(editable=False, verbose_name="密钥")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True, verbose_name="密钥指纹")),
                ("created_by", models.CharField(max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="停用时间")),
                ("revoked_by", models.CharField(blank=True, max_length=80, verbose_name="停用人")),
                ("revoke_reason", models.CharField(blank=True, max_length=120, verbose_name="停用原因")),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="screens",
                        to="stations.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="screens",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "屏幕",
                "verbose_name_plural": "屏幕",
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="rota",
            name="station",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rotas",
                to="stations.station",
                verbose_name="站点",
            ),
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins_on", models.DateField(verbose_name="驻站起始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="驻站结束")),
                ("end_reason", models.CharField(blank=True, max_length=120, verbose_name="结束原因")),
                ("posted_by", models.CharField(max_length=80, verbose_name="安排人")),
                ("ended_by", models.CharField(blank=True, max_length=80, verbose_name="结束办理人")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "驻站",
                "verbose_name_plural": "驻站",
                "ordering": ["station", "begins_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="OpeningInterval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "星期一"),
                            (2, "星期二"),
                            (3, "星期三"),
                            (4, "星期四"),
                            (5, "星期五"),
                            (6, "星期六"),
                            (7, "星期日"),
                        ],
                        verbose_name="星期",
                    ),
                ),
                ("opens", models.TimeField(verbose_name="开门")),
                ("closes", models.TimeField(verbose_name="关门")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opening_intervals",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "开放时段",
                "verbose_name_plural": "开放时段",
                "ordering": ["station", "weekday", "opens"],
            },
        ),
        migrations.CreateModel(
            name="HoursException",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="日期")),
                ("hours", models.CharField(blank=True, max_length=80, verbose_name="当天开放时间")),
                ("note", models.CharField(blank=True, max_length=60, verbose_name="说明")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hours_exceptions",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "特别安排",
                "verbose_name_plural": "特别安排",
                "ordering": ["station", "on"],
            },
        ),
        migrations.AddField(
            model_name="code",
            name="station",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="codes",
                to="stations.station",
                verbose_name="站点",
            ),
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("station_code", "扫联络站码"),
                            ("activity_code", "扫活动码"),
                            ("screen_code", "扫屏幕码"),
                            ("deputy_code", "负责人扫代表码"),
                            ("keeper", "负责人登记"),
                            ("afterwards", "事后补登"),
                        ],
                        max_length=16,
                        verbose_name="方式",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="签到时间")),
                ("nonce", models.CharField(max_length=40, unique=True, verbose_name="去重码")),
                ("recorded_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("reason", models.CharField(blank=True, max_length=120, verbose_name="补登原因")),
                ("uploaded_at", models.DateTimeField(blank=True, null=True, verbose_name="补传时间")),
                ("within_radius", models.BooleanField(blank=True, null=True, verbose_name="在站点范围内")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="离开时间")),
                (
                    "left_way",
                    models.CharField(
                        blank=True,
                        choices=[("self", "本人签退"), ("keeper", "负责人签退"), ("automatic", "自动签退")],
                        max_length=10,
                        verbose_name="签退方式",
                    ),
                ),
                ("left_noted_by", models.CharField(blank=True, max_length=80, verbose_name="签退登记人")),
                (
                    "left_nonce",
                    models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name="签退去重码"),
                ),
                ("unsealed", models.JSONField(blank=True, editable=False, null=True, verbose_name="待写入审计")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                ("undone_by", models.CharField(blank=True, max_length=80, verbose_name="撤销人")),
                ("undo_reason", models.CharField(blank=True, max_length=120, verbose_name="撤销原因")),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_ins",
                        to="stations.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_ins",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="check_ins",
                        to="stations.code",
                        verbose_name="所扫的码",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_ins",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "签到",
                "verbose_name_plural": "签到",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("secret", yunhe.privacy.fields.EncryptedTextField(verbose_name="密钥")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True, verbose_name="密钥指纹")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="开通时间")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="停用时间")),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feeds",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feeds",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="工作人员",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feeds",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "日历订阅",
                "verbose_name_plural": "日历订阅",
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="activityseries",
            name="station",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activity_series",
                to="stations.station",
                verbose_name="所在站点",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="station",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="stations.station",
                verbose_name="所在站点",
            ),
        ),
        migrations.CreateModel(
            name="StationStaff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("1_head", "站长"),
                            ("2_deputy", "副站长"),
                            ("3_officer", "联络员"),
                            ("4_worker", "工作人员"),
                        ],
                        default="3_officer",
                        max_length=10,
                        verbose_name="职务",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[\\d\\s()（）+-]{5,}(转\\d+)?$", "请填写办公电话，例如 0578-5120000。"
                            ),
                            django.core.validators.RegexValidator(
                                "^(?:\\+?86)?[\\s-]*1[3-9][\\d\\s-]{9,}$",
                                "这里只登记办公电话，不登记个人手机号。",
                                inverse_match=True,
                            ),
                        ],
                        verbose_name="办公电话",
                    ),
                ),
                ("phone_is_public", models.BooleanField(default=False, verbose_name="电话向群众公开")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "站务人员",
                "verbose_name_plural": "站务人员",
                "ordering": ["station", "post", "id"],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80, verbose_name="议题")),
                ("month", models.DateField(verbose_name="月份")),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="选题理由")),
                ("studied_on", models.DateField(blank=True, null=True, verbose_name="学习日期")),
                ("study_note", models.TextField(blank=True, max_length=1000, verbose_name="学习内容")),
                ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="议事结果")),
                ("conclusion", models.TextField(blank=True, max_length=2000, verbose_name="监督结论")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("drop_reason", models.CharField(blank=True, max_length=120, verbose_name="撤销原因")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "待学习"),
                            ("studied", "已学习"),
                            ("discussed", "已议"),
                            ("supervising", "跟踪监督"),
                            ("closed", "已办结"),
                            ("dropped", "已撤销"),
                        ],
                        default="planned",
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                ("created_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "activity",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topic",
                        to="stations.activity",
                        verbose_name="议事活动",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="areas.area",
                        verbose_name="提出单位",
                    ),
                ),
                (
                    "study_activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics_studied",
                        to="stations.activity",
                        verbose_name="学习活动",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="deputies.team",
                        verbose_name="团队",
                    ),
                ),
            ],
            options={
                "verbose_name": "议题",
                "verbose_name_plural": "议题",
                "ordering": ["-month", "area__order", "id"],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80, verbose_name="事项")),
                ("detail", models.TextField(blank=True, max_length=1000, verbose_name="要求")),
                ("owner_name", models.CharField(blank=True, max_length=60, verbose_name="其他责任人")),
                ("due_on", models.DateField(verbose_name="期限")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "跟进中"), ("done", "已完成"), ("dropped", "不再跟进")],
                        default="open",
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                ("result", models.TextField(blank=True, max_length=1000, verbose_name="完成情况")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("drop_reason", models.CharField(blank=True, max_length=120, verbose_name="不再跟进原因")),
                ("reopened", models.PositiveSmallIntegerField(default=0, verbose_name="重新跟进次数")),
                ("created_by", models.CharField(max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="stations.activity",
                        verbose_name="来自活动",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="areas.area",
                        verbose_name="交办单位",
                    ),
                ),
                (
                    "owner_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups_owned",
                        to="areas.area",
                        verbose_name="责任单位",
                    ),
                ),
                (
                    "owner_deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups_owned",
                        to="deputies.deputy",
                        verbose_name="责任代表",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="deputies.team",
                        verbose_name="团队",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="stations.topic",
                        verbose_name="所属议题",
                    ),
                ),
            ],
            options={
                "verbose_name": "跟进事项",
                "verbose_name_plural": "跟进事项",
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was_present", models.BooleanField(blank=True, null=True, verbose_name="到岗")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watches",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watches",
                        to="stations.shift",
                        verbose_name="接待日",
                    ),
                ),
            ],
            options={
                "verbose_name": "值班",
                "verbose_name_plural": "值班",
            },
        ),
        migrations.CreateModel(
            name="Swap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "等对方答复"),
                            ("accepted", "已换班"),
                            ("declined", "对方未同意"),
                            ("withdrawn", "已收回"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="申请时间")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="deputies.deputy",
                        verbose_name="申请人",
                    ),
                ),
                (
                    "colleague",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="swaps_asked",
                        to="deputies.deputy",
                        verbose_name="接替人",
                    ),
                ),
                (
                    "watch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="swaps",
                        to="stations.watch",
                        verbose_name="值班",
                    ),
                ),
            ],
            options={
                "verbose_name": "换班",
                "verbose_name_plural": "换班",
                "ordering": ["-asked_at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="shift",
            name="deputies",
            field=models.ManyToManyField(
                related_name="shifts", through="stations.Watch", to="deputies.deputy", verbose_name="值班代表"
            ),
        ),
        migrations.CreateModel(
            name="ActivityCost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=60, verbose_name="项目")),
                (
                    "cents",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="金额（分）"
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="costs",
                        to="stations.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="列支单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "经费计划",
                "verbose_name_plural": "经费计划",
                "ordering": ["activity", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cents__gt", 0)),
                        name="cost_is_some_money",
                        violation_error_message="金额应大于 0。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "picture",
                    models.FileField(
                        blank=True, upload_to=yunhe.kit.files.PrivateFolder("activities", "jpg"), verbose_name="照片"
                    ),
                ),
                (
                    "small",
                    models.FileField(
                        blank=True, upload_to=yunhe.kit.files.PrivateFolder("activities", "jpg"), verbose_name="缩略图"
                    ),
                ),
                ("width", models.PositiveIntegerField(verbose_name="宽")),
                ("height", models.PositiveIntegerField(verbose_name="高")),
                ("caption", models.CharField(blank=True, max_length=60, verbose_name="说明")),
                ("added_by", models.CharField(max_length=80, verbose_name="上传人")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="上传时间")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="删除时间")),
                ("removed_by", models.CharField(blank=True, max_length=80, verbose_name="删除人")),
                ("remove_reason", models.CharField(blank=True, max_length=120, verbose_name="删除原因")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="stations.activity",
                        verbose_name="活动",
                    ),
                ),
            ],
            options={
                "verbose_name": "活动照片",
                "verbose_name_plural": "活动照片",
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("remove_reason", ""),
                                ("removed_at__isnull", True),
                                models.Q(("picture", ""), _negated=True),
                            ),
                            models.Q(
                                ("picture", ""),
                                ("removed_at__isnull", False),
                                ("small", ""),
                                models.Q(("remove_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="photo_removed_with_reason",
                        violation_error_message="删除照片须写明原因。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("own", "本单位选出的代表"),
                            ("zone", "开发区代表"),
                            ("living_here", "住在本地的外地代表"),
                            ("left_places", "搬迁户原籍地的代表"),
                            ("added", "单独邀请"),
                        ],
                        max_length=12,
                        verbose_name="邀请原因",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("invited", "未答复"), ("coming", "参加"), ("waiting", "候补"), ("declined", "请假")],
                        default="invited",
                        max_length=10,
                        verbose_name="答复",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=120, verbose_name="请假原因")),
                ("in_line_since", models.DateTimeField(blank=True, null=True, verbose_name="候补起始")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                ("answered_by", models.CharField(blank=True, max_length=80, verbose_name="答复人")),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="邀请时间")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="stations.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "邀请和报名",
                "verbose_name_plural": "邀请和报名",
                "ordering": ["invited_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("activity", "deputy"),
                        name="invitation_once_an_activity",
                        violation_error_message="该代表已在邀请名单里。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("in_line_since__isnull", False), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("in_line_since__isnull", True)),
                            _connector="OR",
                        ),
                        name="invitation_waits_since",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("edition__gt", 0), ("published_at__isnull", False), ("state", "published")),
                    models.Q(("published_at__isnull", True), ("state", "draft")),
                    _connector="OR",
                ),
                name="minutes_published_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesedition",
            constraint=models.UniqueConstraint(fields=("minutes", "number"), name="edition_number_once"),
        ),
        migrations.AddConstraint(
            model_name="minutesedition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdraw_reason", ""), ("withdrawn_at__isnull", True)),
                    models.Q(("withdrawn_at__isnull", False), models.Q(("withdraw_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="edition_withdrawn_with_reason",
                violation_error_message="撤回纪要须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="printbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("prepared_at__isnull", False), ("state", "prepared")),
                    models.Q(("prepared_at__isnull", True), ("state", "preparing")),
                    _connector="OR",
                ),
                name="batch_prepared_with_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="codeprint",
            constraint=models.UniqueConstraint(fields=("batch", "code"), name="print_once_a_batch"),
        ),
        migrations.AddConstraint(
            model_name="codeprint",
            constraint=models.UniqueConstraint(fields=("code", "edition"), name="print_edition_once"),
        ),
        migrations.AddIndex(
            model_name="scan",
            index=models.Index(fields=["code", "at"], name="scan_code_at"),
        ),
        migrations.AddConstraint(
            model_name="scanday",
            constraint=models.UniqueConstraint(fields=("code", "on", "visitor", "channel"), name="scan_day_once"),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_active", True), ("kind", "main")),
                fields=("organising_area",),
                name="station_one_main_a_county",
                violation_error_message="一个县只能有一个县总站。",
            ),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_active", True), ("kind", "area")),
                fields=("organising_area",),
                name="station_one_area_station_a_unit",
                violation_error_message="一个乡镇（街道、开发区）只能有一个联络站。",
            ),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "main"), ("parent__isnull", True)),
                    models.Q(models.Q(("kind", "main"), _negated=True), ("parent__isnull", False)),
                    _connector="OR",
                ),
                name="station_parent_by_kind",
                violation_error_message="除县总站外，每个站点都要有上级站。",
            ),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "urban"), _negated=True),
                    models.Q(("organising_area", models.F("location_area")), _negated=True),
                    _connector="OR",
                ),
                name="station_urban_stands_elsewhere",
                violation_error_message="城区联络站应设在主办乡镇以外的街道。",
            ),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("close_reason", ""), ("closed_on__isnull", True), ("is_active", True)),
                    models.Q(
                        ("closed_on__isnull", False),
                        ("is_active", False),
                        models.Q(("close_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="station_closed_with_reason",
                violation_error_message="停用站点须同时有日期和原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                    _connector="OR",
                ),
                name="station_position_whole",
                violation_error_message="纬度和经度须同时填写，或者都不填。",
            ),
        ),
        migrations.AddConstraint(
            model_name="screen",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("activity__isnull", True), ("station__isnull", False)),
                    models.Q(("activity__isnull", False), ("station__isnull", True)),
                    _connector="OR",
                ),
                name="screen_shows_one_thing",
                violation_error_message="屏幕只能显示一个站点或一个活动的码。",
            ),
        ),
        migrations.AddConstraint(
            model_name="screen",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoke_reason", ""), ("revoked_at__isnull", True)),
                    models.Q(("revoked_at__isnull", False), models.Q(("revoke_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="screen_revoked_with_reason",
                violation_error_message="停用屏幕须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="rota",
            constraint=models.UniqueConstraint(
                fields=("station", "year"),
                name="rota_one_a_station_and_year",
                violation_error_message="该站点这一年已有值班表，请在值班表上逐班调整。",
            ),
        ),
        migrations.AddConstraint(
            model_name="rota",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))),
                name="rota_times_in_order",
                violation_error_message="结束时间应晚于开始时间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True)),
                fields=("deputy", "station"),
                name="posting_once_a_station",
                violation_error_message="该代表已经驻在本站。",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("begins_on")), _connector="OR"),
                name="posting_dates_in_order",
                violation_error_message="结束日期不能早于起始日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ends_on__isnull", True)),
                    models.Q(("ends_on__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="posting_ended_with_reason",
                violation_error_message="结束驻站须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="openinginterval",
            constraint=models.UniqueConstraint(fields=("station", "weekday", "opens"), name="interval_once"),
        ),
        migrations.AddConstraint(
            model_name="openinginterval",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes__gt", models.F("opens"))),
                name="interval_in_order",
                violation_error_message="关门时间应晚于开门时间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="hoursexception",
            constraint=models.UniqueConstraint(
                fields=("station", "on"),
                name="hours_exception_once",
                violation_error_message="这一天已有特别安排，请先删除原来的。",
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("activity__isnull", True),
                        ("deputy__isnull", True),
                        ("kind", "station"),
                        ("station__isnull", False),
                    ),
                    models.Q(
                        ("activity__isnull", True),
                        ("deputy__isnull", False),
                        ("kind", "deputy"),
                        ("station__isnull", True),
                    ),
                    models.Q(
                        ("activity__isnull", False),
                        ("deputy__isnull", True),
                        ("kind", "activity"),
                        ("station__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="code_points_at_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("station",),
                name="code_one_in_force_a_station",
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)), fields=("deputy",), name="code_one_in_force_a_deputy"
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("activity",),
                name="code_one_in_force_an_activity",
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(fields=("station", "version"), name="code_version_once_a_station"),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(fields=("deputy", "version"), name="code_version_once_a_deputy"),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(fields=("activity", "version"), name="code_version_once_an_activity"),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoke_reason", ""), ("revoked_at__isnull", True)),
                    models.Q(("revoked_at__isnull", False), models.Q(("revoke_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="code_revoked_with_reason",
                violation_error_message="停用二维码须写明原因。",
            ),
        ),
        migrations.AddIndex(
            model_name="checkin",
            index=models.Index(fields=["station", "at"], name="check_in_station_at"),
        ),
        migrations.AddIndex(
            model_name="checkin",
            index=models.Index(
                condition=models.Q(("unsealed__isnull", False)), fields=["id"], name="check_in_unsealed"
            ),
        ),
        migrations.AddIndex(
            model_name="checkin",
            index=models.Index(
                condition=models.Q(("left_at__isnull", True), ("undone_at__isnull", True)),
                fields=["at"],
                name="check_in_still_there",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.CheckConstraint(
                condition=models.Q(("station__isnull", False), ("activity__isnull", False), _connector="OR"),
                name="check_in_somewhere",
                violation_error_message="签到须有站点或活动。",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "afterwards"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="check_in_afterwards_with_reason",
                violation_error_message="事后补登须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.UniqueConstraint(
                condition=models.Q(("activity__isnull", False), ("undone_at__isnull", True)),
                fields=("deputy", "activity"),
                name="check_in_once_an_activity",
                violation_error_message="该代表已签到。",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undo_reason", ""), ("undone_at__isnull", True)),
                    models.Q(("undone_at__isnull", False), models.Q(("undo_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="check_in_undone_with_reason",
                violation_error_message="撤销签到须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left_at__isnull", True), ("left_way", "")),
                    models.Q(("left_at__gte", models.F("at")), models.Q(("left_way", ""), _negated=True)),
                    _connector="OR",
                ),
                name="check_in_left_after_coming",
                violation_error_message="离开时间不能早于签到时间，并须有签退方式。",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)), fields=("deputy",), name="feed_one_in_force_a_deputy"
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("station", "user"),
                name="feed_one_in_force_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deputy__isnull", False), ("station__isnull", True), ("user__isnull", True)),
                    models.Q(("deputy__isnull", True), ("station__isnull", False), ("user__isnull", False)),
                    _connector="OR",
                ),
                name="feed_of_deputy_or_station",
            ),
        ),
        migrations.AddConstraint(
            model_name="activityseries",
            constraint=models.UniqueConstraint(
                fields=("area", "title", "year"),
                name="series_once_a_year",
                violation_error_message="这个单位这一年已有同名系列，请换一个名称。",
            ),
        ),
        migrations.AddConstraint(
            model_name="activityseries",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))),
                name="series_times_in_order",
                violation_error_message="结束时间应晚于开始时间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(fields=("series", "series_on"), name="activity_once_a_series_day"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="activity_times_in_order",
                violation_error_message="活动的结束时间应晚于开始时间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sign_up_until__isnull", True), ("sign_up_until__lte", models.F("starts_at")), _connector="OR"
                ),
                name="activity_sign_up_before_start",
                violation_error_message="报名截止不能晚于活动开始。",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), models.Q(("cancel_reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancel_reason", "")),
                    _connector="OR",
                ),
                name="activity_cancelled_with_reason",
                violation_error_message="取消活动须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="stationstaff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("post", "1_head")),
                fields=("station",),
                name="staff_one_head_a_station",
                violation_error_message="一个站点只能有一位站长，请先修改原来的站长。",
            ),
        ),
        migrations.AddConstraint(
            model_name="stationstaff",
            constraint=models.CheckConstraint(
                condition=models.Q(("phone_is_public", False), models.Q(("phone", ""), _negated=True), _connector="OR"),
                name="staff_public_phone_is_there",
                violation_error_message="要公开电话，请先填写办公电话。",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["planned", "dropped"]),
                    models.Q(("studied_on__isnull", False), models.Q(("study_note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="topic_studied_first",
                violation_error_message="先登记学习日期和学习内容，再往下办。",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["discussed", "supervising", "closed"]), _negated=True),
                    models.Q(("activity__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="topic_discussed_with_outcome",
                violation_error_message="请选择议事活动，并写明议事结果。",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_on__isnull", False), ("state", "closed"), models.Q(("conclusion", ""), _negated=True)
                    ),
                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_on__isnull", True)),
                    _connector="OR",
                ),
                name="topic_closed_with_conclusion",
                violation_error_message="办结须写明监督结论。",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "dropped"), models.Q(("drop_reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "dropped"), _negated=True), ("drop_reason", "")),
                    _connector="OR",
                ),
                name="topic_dropped_with_reason",
                violation_error_message="撤销议题须写明原因。",
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(fields=["state", "due_on"], name="follow_up_state_due"),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("owner_area__isnull", False),
                    ("owner_deputy__isnull", False),
                    models.Q(("owner_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="follow_up_has_owner",
                violation_error_message="请写明责任单位、责任代表或其他责任人。",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", True), ("state", "open")),
                    models.Q(("closed_on__isnull", False), ("state", "done"), models.Q(("result", ""), _negated=True)),
                    models.Q(
                        ("closed_on__isnull", False), ("state", "dropped"), models.Q(("drop_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="follow_up_closed_with_reason",
                violation_error_message="完成须写明完成情况，不再跟进须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.UniqueConstraint(
                fields=("shift", "deputy"), name="watch_once_a_shift", violation_error_message="该代表已在这一班。"
            ),
        ),
        migrations.AddConstraint(
            model_name="swap",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")),
                fields=("watch",),
                name="swap_one_open_a_watch",
                violation_error_message="这一班已在等一位同事答复，请先收回。",
            ),
        ),
        migrations.AddIndex(
            model_name="shift",
            index=models.Index(fields=["state", "on"], name="shift_state_on"),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))),
                name="shift_times_in_order",
                violation_error_message="结束时间应晚于开始时间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "cancelled"), _negated=True),
                fields=("station", "on"),
                name="shift_one_a_station_and_day",
                violation_error_message="该站点这一天已有接待日。",
            ),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), models.Q(("cancel_reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancel_reason", "")),
                    _connector="OR",
                ),
                name="shift_cancelled_with_reason",
                violation_error_message="取消接待日须写明原因。",
            ),
        ),
    ]
