"""Every move of joint meetings and resolutions. Order of each verb: lock, policy and legal move, change, step, audit, notices.

All verbs take `by` and raise Denied or IllegalMove with a Chinese reason, Refused for wrong input.
"""

from liaison.joint_meetings.workflow.agenda import add_item, edit_item, redraft, remove_item
from liaison.joint_meetings.workflow.meetings import agree, amend, cancel, confirm, counter, hold, propose
from liaison.joint_meetings.workflow.resolutions import drop, finish, postpone, resolve
