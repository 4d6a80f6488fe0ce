"""Reads: the rules that a document is the ground of, with where their obligations stand."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from liaison.documents.models import Document, DocumentObligation
from liaison.obligations.models import Obligation, ObligationTemplate
from yunhe.accounts.models import User


def _rules_of(links: Iterable[DocumentObligation], prefix: str = "") -> Q:
    """Return the condition that the rule at lookup `prefix` is one that `links` name."""
    found = Q(pk__in=[])
    for link in links:
        found |= Q(**{f"{prefix}area": link.area_id, f"{prefix}key": link.key})
    return found


def obligations_of(document: Document, user: User) -> list[dict[str, Any]]:
    """Return the obligations that come from `document`: {"link", "rule", "all", "done"}; numbers are in the user's scope.

    rule: the newest version of the rule, None when it is gone. Three queries for any number of links.
    """
    links = list(document.obligations.select_related("area"))
    newest = ObligationTemplate.objects.filter(_rules_of(links)).order_by("version")
    rules = {(rule.area_id, rule.key): rule for rule in newest}
    owed = Obligation.objects.visible_to(user).filter(_rules_of(links, "template__")).order_by()
    numbers = owed.values_list("template__area", "template__key").annotate(
        all=Count("pk"), done=Count("pk", filter=Q(done_on__isnull=False))
    )
    counted = {(area, key): {"all": all_, "done": done} for area, key, all_, done in numbers}
    names = [(link, (link.area_id, link.key)) for link in links]
    return [{"link": link, "rule": rules.get(name), **counted.get(name, {"all": 0, "done": 0})} for link, name in names]


def rules_to_link(document: Document) -> QuerySet[ObligationTemplate]:
    """Return the running rules of the document's area that are not linked to it yet."""
    running = ObligationTemplate.objects.filter(area=document.area_id, until__isnull=True)
    return running.exclude(_rules_of(document.obligations.all())).order_by("title")
