"""CoManagement, JointMeeting with its agenda, attendance and steps, Resolution with its steps."""

from liaison.joint_meetings.models.flows import CoManagement
from liaison.joint_meetings.models.meetings import JointAttendee, JointItem, JointMeeting, JointStep
from liaison.joint_meetings.models.resolutions import Resolution, ResolutionStep
