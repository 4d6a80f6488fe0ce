"""Every write of presence: check-ins, stays, their sealing into the audit chain."""

from stations.presence.workflow.check_ins import (
    CLOCK_CHANGED,
    LATE,
    LATEST_AFTERWARDS,
    CheckInResult,
    Scan,
    check_in,
    check_in_by_deputy_code,
    record_by_keeper,
    record_paper_list,
    undo_check_in,
)
from stations.presence.workflow.sealing import act_of, areas_of, seal_check_ins, seal_first
from stations.presence.workflow.stays import check_out, close_stays
