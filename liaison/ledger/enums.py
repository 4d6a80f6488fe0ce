"""States of a ledger entry, and its whole life as one table."""

from liaison.registration.enums import Side
from yunhe.kit.moves import Machine, Verb
from yunhe.kit.states import State, Tone


class EntryState(State):
    """Where one deputy's entry of a round stands."""

    OPEN = "open", "待代表确认", Tone.WARNING
    CONFIRMED = "confirmed", "待登记管理人会签", Tone.INFO
    LOCKED = "locked", "已会签锁定", Tone.SUCCESS
    DROPPED = "dropped", "已移出本轮", Tone.MUTED


NEAR = (Side.DEPUTY, Side.COMMUNITY, Side.RESIDENCE, Side.ORIGIN, Side.COUNTY)
UNFINISHED = (EntryState.OPEN, EntryState.CONFIRMED)

#: The deputy confirms, or somebody near for him; the origin keeps the register; the daily job follows who comes and goes.
ENTRY = Machine.named("ledger.entry", "台账条目", EntryState, sides=Side).of(
    Verb("confirm", "确认", UNFINISHED, EntryState.CONFIRMED, *NEAR),
    Verb("send_back", "退回补充", EntryState.CONFIRMED, EntryState.OPEN, Side.ORIGIN, Side.COUNTY),
    Verb("countersign", "会签", EntryState.CONFIRMED, EntryState.LOCKED, Side.ORIGIN, Side.COUNTY),
    Verb("unlock", "解锁", EntryState.LOCKED, EntryState.CONFIRMED, Side.COUNTY),
    Verb("drop", "移出本轮", UNFINISHED, EntryState.DROPPED, Side.SYSTEM),
    Verb("take_in", "重新列入", EntryState.DROPPED, EntryState.OPEN, Side.SYSTEM),
)
