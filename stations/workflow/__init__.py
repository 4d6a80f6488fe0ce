"""Every write of the stations app: the tree, codes, check-ins, activities, invitations, receptions and duty rotas."""

from stations.workflow.activities import cancel_activity, edit_activity, hold_activity, plan_activity
from stations.workflow.check_ins import (
    CheckInResult,
    check_in,
    check_in_by_deputy_code,
    record_by_keeper,
    record_paper_list,
    undo_check_in,
)
from stations.workflow.codes import issue_code, kind_of, reprint_code, revoke_code
from stations.workflow.invitations import answer_invitation, fill_places, invite, take_off_list
from stations.workflow.receptions import (
    MOVES,
    edit_reception,
    hand_over_reception,
    record_reception,
    redo_reception,
    settle_reception,
    tell_reception,
)
from stations.workflow.rotas import (
    RotaDraft,
    answer_swap,
    ask_swap,
    cancel_shift,
    change_shift,
    draft_rota,
    hold_shift,
    plan_rota,
)
from stations.workflow.sealing import seal_check_ins
from stations.workflow.stays import check_out, close_stays
from stations.workflow.tree import (
    BuiltTree,
    build_tree,
    close_station,
    create_station,
    edit_station,
    reopen_station,
)

__all__ = [
    "MOVES",
    "BuiltTree",
    "CheckInResult",
    "RotaDraft",
    "answer_invitation",
    "answer_swap",
    "ask_swap",
    "build_tree",
    "cancel_activity",
    "cancel_shift",
    "change_shift",
    "check_in",
    "check_in_by_deputy_code",
    "check_out",
    "close_station",
    "close_stays",
    "create_station",
    "draft_rota",
    "edit_activity",
    "edit_reception",
    "edit_station",
    "fill_places",
    "hand_over_reception",
    "hold_activity",
    "hold_shift",
    "invite",
    "issue_code",
    "kind_of",
    "plan_activity",
    "plan_rota",
    "record_by_keeper",
    "record_paper_list",
    "record_reception",
    "redo_reception",
    "reopen_station",
    "reprint_code",
    "revoke_code",
    "seal_check_ins",
    "settle_reception",
    "take_off_list",
    "tell_reception",
    "undo_check_in",
]
