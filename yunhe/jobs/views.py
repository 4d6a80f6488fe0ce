"""Pages of long jobs: leave them, find them again, fetch what they made."""

from pathlib import PurePath

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from yunhe.audit.record import record
from yunhe.jobs.enums import OPEN_JOB_STATES
from yunhe.jobs.models import Job
from yunhe.kit.files import download
from yunhe.kit.fragment import fragment
from yunhe.kit.pager import page_of
from yunhe.kit.readonly import read_only


@require_safe
@read_only
@fragment("yunhe/jobs/_job_list.html", target="jobs-region")
def job_list(request):
    """Show the user's jobs, newest first."""
    page = page_of(Job.objects.visible_to(request.user), request.GET)
    is_moving = any(job.state in OPEN_JOB_STATES for job in page.rows)
    return TemplateResponse(request, "yunhe/jobs/job_list.html", {"page": page, "is_moving": is_moving})


@require_safe
@read_only
@fragment("yunhe/jobs/_job.html", target="job-region")
def job_detail(request, pk):
    """Show how far a job is and what it made."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    return TemplateResponse(
        request, "yunhe/jobs/job_detail.html", {"job": job, "is_moving": job.state in OPEN_JOB_STATES}
    )


@require_safe
def job_download(request, pk):
    """Send the file that a job made to the person who started it."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if job.result_file:
        record(
            "jobs.download",
            "下载任务文件",
            by=request.user,
            changes={"文件": [None, job.label], "任务": [None, job.pk]},
        )
    return download(
        job.result_file, f"{job.label.split('（')[0]}_{job.pk}{PurePath(job.result_file.name or '').suffix}"
    )
