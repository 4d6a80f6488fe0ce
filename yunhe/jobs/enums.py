"""States of a job and its moves."""

from yunhe.kit.moves import Machine, to
from yunhe.kit.states import State, Tone


class JobState(State):
    """Life of a job."""

    QUEUED = "queued", "排队中", Tone.MUTED
    RUNNING = "running", "进行中", Tone.INFO
    DONE = "done", "已完成", Tone.SUCCESS
    FAILED = "failed", "未完成", Tone.DANGER


OPEN_JOB_STATES = (JobState.QUEUED, JobState.RUNNING)

JOB = Machine(
    "jobs.job",
    "后台任务",
    JobState,
    {"claim": "开始办理", "finish": "完成", "fail": "报告未完成", "give_up": "放弃重试"},
    {
        JobState.QUEUED: {"claim": to(JobState.RUNNING), "give_up": to(JobState.FAILED)},
        JobState.RUNNING: {
            "claim": to(JobState.RUNNING),  # by another worker, after the first was lost
            "finish": to(JobState.DONE),
            "fail": to(JobState.FAILED),
            "give_up": to(JobState.FAILED),
        },
        JobState.DONE: {},
        JobState.FAILED: {},
    },
)
