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
            name="Sending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True, verbose_name="指纹")),
                ("url", models.CharField(blank=True, max_length=500, verbose_name="去向")),
                ("said", models.CharField(blank=True, max_length=500, verbose_name="提示")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "已提交的表单",
                "verbose_name_plural": "已提交的表单",
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("list_name", models.CharField(max_length=40, verbose_name="列表")),
                ("path", models.CharField(max_length=200, verbose_name="地址")),
                ("title", models.CharField(max_length=30, verbose_name="名称")),
                ("query", models.CharField(max_length=1000, verbose_name="条件")),
                ("is_default", models.BooleanField(default=False, verbose_name="打开列表时默认使用")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "常用视图",
                "verbose_name_plural": "常用视图",
                "ordering": ["list_name", "title"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "path", "title"),
                        name="saved_view_title_once",
                        violation_error_message="这个列表已有同名视图，请换一个名称。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)), fields=("user", "path"), name="saved_view_one_default"
                    ),
                ],
            },
        ),
    ]
