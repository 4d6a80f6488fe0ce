"""What the scan log tells of an opening."""

from django.db import models


class Visitor(models.TextChoices):
    """Whether the one who opened the page was signed in. Who it was is not kept."""

    SIGNED_IN = "signed_in", "已登录"
    ANONYMOUS = "anonymous", "未登录"


class Channel(models.TextChoices):
    """Through what the page was opened."""

    WECHAT = "wechat", "微信"
    OTHER = "other", "其他浏览器"
