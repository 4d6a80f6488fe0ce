"""Every move of joint meetings and resolutions. Order of each verb: lock, policy and legal move, change, step, audit, notices.

All verbs take `by` and raise Denied or IllegalMove with a Chinese reason, JointRefused for wrong input.
"""

from liaison.joint.workflow.agenda import add_item, edit_item, redraft, remove_item
from liaison.joint.workflow.meetings import agree, amend, cancel, confirm, counter, hold, propose
from liaison.joint.workflow.refusals import JointRefused
from liaison.joint.workflow.resolutions import drop, finish, postpone, resolve

__all__ = [
    "JointRefused",
    "add_item",
    "agree",
    "amend",
    "cancel",
    "confirm",
    "counter",
    "drop",
    "edit_item",
    "finish",
    "hold",
    "postpone",
    "propose",
    "redraft",
    "remove_item",
    "resolve",
]
