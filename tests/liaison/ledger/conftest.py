"""People around a line of a 赤石乡 deputy who lives in 中山社区."""

import pytest

from liaison.ledger.enums import EntryState
from tests.factories.ledger import LedgerEntryFactory


@pytest.fixture
def line(county, cast):
    """Return a function state, **facts -> LedgerEntry of the deputy with the account."""

    def make(state=EntryState.OPEN, **facts):
        entry = LedgerEntryFactory(origin=county.chishi, community=county.zhongshan, state=state, **facts)
        entry.deputy.user = cast["deputy"]
        entry.deputy.save(update_fields=["user"])
        return entry

    return make
