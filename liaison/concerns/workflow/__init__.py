"""Writing voters' matters."""

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
from liaison.concerns.workflow.steps import lapse
from liaison.concerns.workflow.voters import answer_question, rate, rate_for_voter, reply_by_form, return_by_form

#: verb → function, for the moves that people make on the matter's page
MOVES = {
    "accept": accept,
    "answer": answer,
    "assign": assign,
    "close": close,
    "merge": merge,
    "pass_on": pass_on,
    "pause": pause,
    "rate": rate_for_voter,
    "recall": recall,
    "reconsider": reconsider,
    "redo": redo,
    "refuse": refuse,
    "reply": reply,
    "resume": resume,
    "rework": rework,
    "send_back": send_back,
    "split": split,
    "tell": tell,
    "track": track,
    "transfer": transfer,
    "unmerge": unmerge,
}
