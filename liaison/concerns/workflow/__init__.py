"""Writing concerns; receptions are written by workflow.receptions."""

from liaison.concerns.workflow.handling import answer, hand_to_office, pass_on, pause, reply, resume, send_back
from liaison.concerns.workflow.intake import Sent, echo, enter, hand_in
from liaison.concerns.workflow.joining import merge, split, unmerge
from liaison.concerns.workflow.keeping import drop_template, edit, keep_template, keep_unit, publish, unpublish
from liaison.concerns.workflow.office import (
    accept,
    assign,
    close,
    recall,
    reconsider,
    redo,
    refuse,
    rework,
    tell,
    track,
    transfer,
)
from liaison.concerns.workflow.photos import blacken_photo
from liaison.concerns.workflow.steps import close_by_itself, lapse
from liaison.concerns.workflow.suggesting import hear, let_go, lift
from liaison.concerns.workflow.topics import leave_topic, take_up
from liaison.concerns.workflow.voters import answer_question, rate, rate_for_voter, reply_by_form, return_by_form
