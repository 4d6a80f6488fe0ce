"""The place where findings of visits go on: the part of the program that takes in voters' concerns, once there is one.

It adds itself in AppConfig.ready, and from then on every finding becomes a voter's concern in one tap:

    findings.receivers.add(receive)

    def receive(finding: VisitFinding, by: User, photos: Sequence[Picture]) -> Passed: ...   # inside the transaction; raises Denied in Chinese

Without a receiver the finding stays here and is followed up by the offices (待处理 → 已处理).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from liaison.visits.models import VisitFinding
from yunhe.accounts.models import User
from yunhe.kit.registry import Registry
from yunhe.pictures import Picture


@dataclass(frozen=True)
class Passed:
    """The concern that a finding has become: what it is called and where it stands."""

    label: str
    url: str


receivers: Registry[Callable[[VisitFinding, User, Sequence[Picture]], Passed]] = Registry(
    "where findings of visits go on"
)
