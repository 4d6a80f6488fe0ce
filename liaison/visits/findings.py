"""The place where findings of visits go on: the part of the program that takes in voters' matters, once there is one.

It registers itself in AppConfig.ready, and from then on every finding becomes a voter's matter in one tap:

    findings.pass_on_to(receive)

    def receive(finding: VisitFinding, by: User) -> Passed: ...   # inside the transaction; raises Denied in Chinese

Without a receiver the finding stays here and is followed up by the offices (待处理 → 已处理).
"""

from collections.abc import Callable
from dataclasses import dataclass

from liaison.visits.models import VisitFinding
from yunhe.accounts.models import User


@dataclass(frozen=True)
class Passed:
    """The matter that a finding has become: what it is called and where it stands."""

    label: str
    url: str


Receiver = Callable[[VisitFinding, User], Passed]
_receivers: list[Receiver] = []


def pass_on_to(receiver: Receiver) -> None:
    """Let `receiver` take in findings from now on, instead of any before."""
    _receivers[:] = [receiver]


def receiver() -> Receiver | None:
    """Return who takes in findings, None where nobody does."""
    return _receivers[0] if _receivers else None
