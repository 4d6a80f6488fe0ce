"""Sizes of prints and states of a batch."""

from django.db import models


class Layout(models.TextChoices):
    """What is printed: the true size is in static/css/code-sheet.css."""

    POSTER = "poster", "A4 海报"
    WALL = "wall", "墙卡"
    HEART = "heart", "连心卡"


PER_SIDE = {Layout.POSTER: 1, Layout.WALL: 2, Layout.HEART: 10}
SIZES = {Layout.POSTER: "A4，每页 1 张", Layout.WALL: "A5，每页 2 张", Layout.HEART: "90 × 54 毫米，每页 10 张"}


class BatchState(models.TextChoices):
    """Life of a print batch. `prepared` means that every code has its picture and its print is numbered."""

    PREPARING = "preparing", "准备中"
    PREPARED = "prepared", "可打印"
