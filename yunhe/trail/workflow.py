"""What the auditor does that leaves a trace itself."""

from django.db import transaction

from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.audit.record import ChainReport, check_chain, record
from yunhe.kit.refusals import Denied


@transaction.atomic
def verify(*, by: User | None) -> ChainReport:
    """Verify the whole chain and record that it was done, with what was found. `by` is None for the command line.

    Raises Denied unless `by` is an auditor. Side effect: one event after the check.
    """
    if by is not None and not scope_of(by).has_role(Role.AUDITOR):
        raise Denied("校验审计链由审计管理员进行。")
    report = check_chain()
    found = {"已校验条数": [None, report.checked], "末条指纹": [None, report.last_hash[:16]]}
    if report.broken:
        found["首个不符序号"] = [None, report.broken.pk]
    record("audit.verify", "校验审计链", by=by, changes=found, succeeded=report.holds)
    return report
