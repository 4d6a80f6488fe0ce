"""Kinds of codes, layouts of prints, states of batches, and what is noted of a scan."""

from django.db import models

from yunhe.kit.moves import Machine, Verb
from yunhe.kit.states import State, Tone


class CodeKind(models.TextChoices):
    DEPUTY = "deputy", "代表码"
    STATION = "station", "联络站码"
    ACTIVITY = "activity", "代表活动码"


class Layout(models.TextChoices):
    """What is printed: the true size is in static/css/code-sheet.css."""

    POSTER = "poster", "A4 海报"
    WALL = "wall", "墙卡"
    HEART = "heart", "连心卡"


PER_SIDE = {Layout.POSTER: 1, Layout.WALL: 2, Layout.HEART: 10}


SIZES = {Layout.POSTER: "A4，每页 1 张", Layout.WALL: "A5，每页 2 张", Layout.HEART: "90 × 54 毫米，每页 10 张"}


class BatchState(State):
    """Life of a print batch. `prepared` means that every code has its picture and its print is numbered."""

    PREPARING = "preparing", "准备中", Tone.WARNING
    PREPARED = "prepared", "可打印", Tone.SUCCESS


BATCH = Machine.named("print-batch", "打印批次", BatchState).of(
    Verb("finish", "备好", BatchState.PREPARING, BatchState.PREPARED)
)


class Visitor(models.TextChoices):
    """Whether the one who opened the page was signed in. Who it was is not kept."""

    SIGNED_IN = "signed_in", "已登录"
    ANONYMOUS = "anonymous", "未登录"


class Channel(models.TextChoices):
    """Through what the page was opened."""

    WECHAT = "wechat", "微信"
    OTHER = "other", "其他浏览器"
