"""Coded reasons, ways and states of contact."""

from django.db import models


class CloseReason(models.TextChoices):
    """Why a household is kept no longer."""

    LEFT_COUNTY = "left_county", "全户迁出本县"
    MERGED = "merged", "并入其他户"
    DISSOLVED = "dissolved", "销户"
    MISTAKE = "mistake", "登记错误"


class PairEnd(models.TextChoices):
    """Why a pair has ended."""

    TRANSFERRED = "transferred", "转交其他代表"
    REARRANGED = "rearranged", "按结对方案调整"
    MOVED = "moved", "代表或住户迁居"
    MANDATE_ENDED = "mandate_ended", "代表资格终止"
    HOUSEHOLD_CLOSED = "household_closed", "住户不再登记"
    MISTAKE = "mistake", "登记错误"
    OTHER = "other", "其他"


class PairSource(models.TextChoices):
    """How a pair came about."""

    BY_HAND = "by_hand", "手工结对"
    PROPOSAL = "proposal", "结对方案"
    IMPORT = "import", "表格导入"
    HANDOVER = "handover", "随档移交"
