"""SavedView (常用视图) and Sending (已提交的表单)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from yunhe.kit.models import unique


class SavedView(models.Model):
    """A list as one person likes to see it: filters, sort, columns and page size, kept as the query string."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name="账号")
    list_name = models.CharField("列表", max_length=40)
    path = models.CharField("地址", max_length=200)
    title = models.CharField("名称", max_length=30)
    query = models.CharField("条件", max_length=1000)
    is_default = models.BooleanField("打开列表时默认使用", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "常用视图"
        ordering = ["list_name", "title"]
        constraints = [
            unique("saved_view_title_once", "user", "path", "title", says="这个列表已有同名视图，请换一个名称。"),
            unique("saved_view_one_default", "user", "path", where=Q(is_default=True)),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return the list's address with this view's query."""
        return f"{self.path}?{self.query}&view={self.pk}"


class Sending(models.Model):
    """A form that was sent and written, so that the same one sent again is answered and not written (yunhe.web.forms.once).

    Kept for a day or two; nothing of what was sent but its digest.
    """

    key = models.CharField("指纹", max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name="账号")
    url = models.CharField("去向", max_length=500, blank=True)
    said = models.CharField("提示", max_length=500, blank=True)
    at = models.DateTimeField("时间", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "已提交的表单"

    def __str__(self):
        return f"{self.url} {self.at:%Y-%m-%d %H:%M}"
