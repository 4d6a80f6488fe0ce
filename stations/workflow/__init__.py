"""Every write of the stations app: the tree, codes, check-ins and activities."""

from stations.workflow.activities import cancel_activity, edit_activity, hold_activity, plan_activity
from stations.workflow.check_ins import (
    CheckInResult,
    check_in,
    record_by_keeper,
    record_paper_list,
    undo_check_in,
)
from stations.workflow.codes import issue_code, mark_printed, reprint_code, revoke_code
from stations.workflow.tree import (
    BuiltTree,
    build_tree,
    close_station,
    create_station,
    edit_station,
    reopen_station,
)

__all__ = [
    "BuiltTree",
    "CheckInResult",
    "build_tree",
    "cancel_activity",
    "check_in",
    "close_station",
    "create_station",
    "edit_activity",
    "edit_station",
    "hold_activity",
    "issue_code",
    "mark_printed",
    "plan_activity",
    "record_by_keeper",
    "record_paper_list",
    "reopen_station",
    "reprint_code",
    "revoke_code",
    "undo_check_in",
]
