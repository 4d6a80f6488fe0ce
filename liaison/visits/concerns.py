"""What a visit finds becomes a voter's concern (走访发现 → 群众诉求), led by the unit that the rules of routing name.

The household stays unnamed: the concern says which deputy heard it and when, and who needs the household asks that deputy.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from liaison.concerns import workflow
from liaison.visits.findings import Passed
from liaison.visits.models import VisitFinding
from yunhe.accounts.models import User
from yunhe.areas.enums import TOWNSHIPS
from yunhe.kit.refusals import Denied
from yunhe.pictures import Picture


def receive(finding: VisitFinding, by: User, photos: Sequence[Picture]) -> Passed:
    """Hand the finding in as a voter's concern; the same finding twice is one concern. Errors: Denied.

    Side effects: those of concerns.workflow.enter, in the caller's transaction.
    """
    visit, household = finding.visit, finding.visit.household
    unit = household.unit
    heard = f"（{visit.deputy.name}代表{visit.on:%Y年%m月%d日}走访时反映）"
    try:
        sent = workflow.enter(
            by=by,
            nonce=f"visit-finding-{finding.pk}",
            photos=photos,
            text=f"{finding.text}{heard}",
            category=finding.category,
            place=household.community or household.village,
            origin=unit if unit.kind in TOWNSHIPS else None,
            residence=household.community,
        )
    except ValidationError as error:
        raise Denied("；".join(error.messages)) from error
    return Passed(f"诉求 {sent.concern.number}", sent.concern.get_absolute_url())
