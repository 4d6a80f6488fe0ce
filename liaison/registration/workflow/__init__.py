"""Every move of a dual-management registration. Order of each verb: lock, policy and legal move, change, step, audit, notices.

All verbs take `by` (the User who acts) and raise Denied or IllegalMove with a Chinese reason, Refused for
wrong input. Common side effects: Registration row, one RegistrationStep, one audit event that both sides see, and on
commit one Celery task that tells the other sides.
"""

from liaison.registration.workflow.alarms import (
    answer_alarm,
    close_alarm,
    raise_alarm,
    raise_alarms,
    raise_by_system,
    refer_alarm,
)
from liaison.registration.workflow.ending import correct, end, end_mandate, relocate
from liaison.registration.workflow.opening import register, submit, urge, urge_many, withdraw
from liaison.registration.workflow.receiving import (
    complete_reception,
    mend_address,
    receive,
    redirect,
    report_in_by_code,
    send_back,
    verify,
)
