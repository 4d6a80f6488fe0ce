"""What a visit finds is a voter's concern (走访发现 → 群众诉求), led by the unit that the rules of routing name; its page leads back.

The household stays unnamed: the concern says which deputy heard it and when, and who needs the household asks that deputy.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from liaison.concerns import workflow
from liaison.concerns.enums import Channel
from liaison.concerns.models import Concern
from liaison.visits.models import VisitFinding
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import TOWNSHIPS
from yunhe.kit.refusals import Denied
from yunhe.pictures import Picture


def pass_on(finding: VisitFinding, by: User, photos: Sequence[Picture] = ()) -> Concern:
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
            channel=Channel.VISIT,
            deputy=visit.deputy,
            text=f"{finding.text}{heard}",
            category=finding.category,
            place=household.community or household.village,
            origin=unit if unit.kind in TOWNSHIPS else None,
            residence=household.community,
        )
    except ValidationError as error:
        raise Denied("；".join(error.messages)) from error
    return sent.concern


def seen_concern(finding: VisitFinding, user: User) -> bool:
    """Whether `user` may open the concern that `finding` has become."""
    if finding.concern_id is None or not scope_of(user).has_role(*OFFICES, Role.POINT_KEEPER, Role.DEPUTY):
        return False
    return Concern.objects.visible_to(user).filter(pk=finding.concern_id).exists()
