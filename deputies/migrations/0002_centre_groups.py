"""A team may be a 代表中心组."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deputies", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="team",
            name="kind",
            field=models.CharField(
                choices=[
                    ("group", "代表小组"),
                    ("centre", "代表中心组"),
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
    ]
