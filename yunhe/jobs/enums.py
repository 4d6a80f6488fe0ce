"""States of a job and its moves."""

from yunhe.kit.moves import Machine, Verb
from yunhe.kit.states import State, Tone


class JobState(State):
    QUEUED = "queued", "排队中", Tone.MUTED
    RUNNING = "running", "进行中", Tone.INFO
    DONE = "done", "已完成", Tone.SUCCESS
    FAILED = "failed", "未完成", Tone.DANGER


OPEN_JOB_STATES = (JobState.QUEUED, JobState.RUNNING)

JOB = Machine.named("jobs.job", "后台任务", JobState).of(
    Verb("claim", "开始办理", (JobState.QUEUED, JobState.RUNNING), JobState.RUNNING),  # again, after a worker was lost
    Verb("finish", "完成", JobState.RUNNING, JobState.DONE),
    Verb("fail", "报告未完成", JobState.RUNNING, JobState.FAILED),
    Verb("give_up", "放弃重试", (JobState.QUEUED, JobState.RUNNING), JobState.FAILED),
)
