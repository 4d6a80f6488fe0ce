"""How households and pairs end, where pairs come from, states of a proposal."""

from django.db import models

from yunhe.kit.moves import START, Machine, Verb
from yunhe.kit.states import State, Tone


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


class ProposalState(State):
    COMPUTING = "computing", "计算中", Tone.INFO
    READY = "ready", "待采纳", Tone.WARNING
    CLOSED = "closed", "已结束", Tone.MUTED


#: accepting some lines leaves the rest to wait
PROPOSAL = Machine.named("pairing-proposal", "这份方案", ProposalState).of(
    Verb("ask", "生成", START, ProposalState.COMPUTING),
    Verb("compute", "算好", ProposalState.COMPUTING, ProposalState.READY),
    Verb("accept", "采纳", ProposalState.READY, ProposalState.CLOSED, also=(ProposalState.READY,)),
    Verb("give_up", "放弃", (ProposalState.COMPUTING, ProposalState.READY), ProposalState.CLOSED),
)


class RowChange(models.TextChoices):
    """What a line of a proposal would change."""

    NEW = "new", "新增"
    CHANGED = "changed", "调整"
    ENDED = "dropped", "结束"
    KEPT = "kept", "保留"
    UNCOVERED = "uncovered", "无人联系"


#: lines that change something and may therefore be accepted
ACCEPTABLE = (RowChange.NEW, RowChange.CHANGED, RowChange.ENDED)
