"""Forms of concerns: for the office, for receptions, for voters."""

from liaison.concerns.forms.concerns import (
    AcceptForm,
    AssignForm,
    BlackenForm,
    EditForm,
    EnterForm,
    MergeForm,
    MoveForm,
    NoteForm,
    PauseForm,
    PublishForm,
    RateForVoterForm,
    ReasonForm,
    RefuseForm,
    ReplyForm,
    SendBackForm,
    SplitForm,
    TellForm,
    TemplateForm,
    TransferForm,
    UnitForm,
    county_of,
)
from liaison.concerns.forms.public import (
    FollowForm,
    MoreForm,
    RateForm,
    SendForm,
    SubjectForm,
    UnitAnswerForm,
    looks_written,
)
from liaison.concerns.forms.receptions import ReceptionForm
from liaison.concerns.forms.topics import TakeUpForm
