"""The auditor's filter knows every action that the program records."""

import re

from django.db.models import Q

from tests.factories.audit import AuditEventFactory
from yunhe.audit.models import AuditEvent
from yunhe.env import BASE_DIR
from yunhe.trail.filters import KINDS, of_kind

APPS = ("yunhe", "deputies", "stations", "liaison")
RECORDED = re.compile(r"""(?:record|record_many)\(\s*f?"([a-z_]+\.[a-z_{}]+)\"""")


def recorded() -> set[str]:
    """Return the code of every action that is written out where it is recorded."""
    files = (path for app in APPS for path in (BASE_DIR / app).rglob("*.py"))
    return {verb for path in files for verb in RECORDED.findall(path.read_text(encoding="utf-8"))}


def test_every_action_belongs_to_a_kind():
    verbs = recorded()
    assert len(verbs) > 60
    beginnings = tuple(beginning for _label, kinds in KINDS.values() for beginning in kinds)
    assert [verb for verb in sorted(verbs) if not verb.startswith(beginnings)] == []


def test_a_kind_finds_its_actions_and_no_others(db):
    for verb in ("ledger.reveal_contact", "contacts.reveal_own", "audit.view_field", "ledger.open_round", "web.refuse"):
        AuditEventFactory(verb=verb)
    seen = {kind: set(AuditEvent.objects.filter(of_kind(kind)).values_list("verb", flat=True)) for kind in KINDS}
    assert seen["view"] == {"ledger.reveal_contact", "contacts.reveal_own", "audit.view_field"}
    assert seen["ledger"] == {"ledger.reveal_contact", "ledger.open_round"}
    assert seen["refused"] == {"web.refuse"}
    assert not AuditEvent.objects.exclude(Q(*(of_kind(kind) for kind in KINDS), _connector=Q.OR)).exists()
