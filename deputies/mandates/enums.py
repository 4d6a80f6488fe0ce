"""Levels of the congresses, and how a mandate ends or rests."""

from django.db import models


class MandateEnd(models.TextChoices):
    """Why a mandate ended (代表法 2025, 第六十二条)."""

    TERM_ENDED = "term_ended", "任期届满"
    MOVED_AWAY = "moved_away", "迁出或者调离本行政区域"
    RESIGNED = "resigned", "辞职被接受"
    ABSENT = "absent", "两次未经批准不出席会议"
    RECALLED = "recalled", "被罢免"
    LOST_NATIONALITY = "lost_nationality", "丧失国籍"
    LOST_RIGHTS = "lost_rights", "被剥夺政治权利"
    LOST_CAPACITY = "lost_capacity", "丧失行为能力"
    DIED = "died", "去世"
    WRONG_ENTRY = "wrong_entry", "登记错误"


class Suspension(models.TextChoices):
    """Why a mandate is suspended (代表法 2025, 第六十一条)."""

    DETAINED = "detained", "因刑事案件被羁押正在受侦查、起诉、审判"
    SENTENCED = "sentenced", "被依法判处管制、拘役或者有期徒刑而没有附加剥夺政治权利，正在服刑"
