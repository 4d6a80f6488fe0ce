import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="类别")),
                ("label", models.CharField(max_length=120, verbose_name="名称")),
                ("task", models.CharField(max_length=120, verbose_name="任务")),
                ("argument", models.JSONField(blank=True, default=dict, verbose_name="参数")),
                (
                    "state",
                    models.CharField(
                        choices=[("queued", "排队中"), ("running", "进行中"), ("done", "已完成"), ("failed", "未完成")],
                        default="queued",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="总数")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已完成数")),
                ("message", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("result_url", models.CharField(blank=True, max_length=200, verbose_name="结果页")),
                ("result_file", models.FileField(blank=True, upload_to="jobs/%Y%m/", verbose_name="结果文件")),
                ("worker", models.CharField(blank=True, max_length=120, verbose_name="执行进程")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="执行次数")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="创建时间")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="开始时间")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                ("touched_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="最近进展")),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
            ],
            options={
                "verbose_name": "后台任务",
                "verbose_name_plural": "后台任务",
                "ordering": ["-id"],
            },
        ),
    ]
