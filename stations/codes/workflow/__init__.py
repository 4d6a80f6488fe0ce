"""Every write of codes, prints, screens and the scan record."""

from stations.codes.workflow.codes import Subject, draw_again, issue_code, kind_of, reprint_code, revoke_code
from stations.codes.workflow.prints import (
    finish_batch,
    prepare,
    prepare_piece,
    reprint_stale,
    resume_batch,
    start_batch,
)
from stations.codes.workflow.scans import channel_of, fold_scans, note_scan, visitor_of
from stations.codes.workflow.screens import put_up, take_down
