"""Reads: the rules that a document is the ground of, with where their obligations stand."""

from typing import Any

from django.db.models import Count, Q

from liaison.documents.models import Document
from liaison.obligations.models import Obligation, ObligationTemplate
from yunhe.accounts.models import User


def obligations_of(document: Document, user: User) -> list[dict[str, Any]]:
    """Return the obligations that come from `document`: {"link", "rule", "all", "done"}; numbers are in the user's scope.

    rule: the newest version of the rule, None when it is gone. Three queries for any number of links.
    """
    links = list(document.obligations.select_related("area"))
    match = Q(pk__in=[])
    for link in links:
        match |= Q(area=link.area_id, key=link.key)
    rules = {(rule.area_id, rule.key): rule for rule in ObligationTemplate.objects.filter(match).order_by("version")}
    owed = Q(pk__in=[])
    for link in links:
        owed |= Q(template__area=link.area_id, template__key=link.key)
    counted = {
        (row["template__area"], row["template__key"]): row
        for row in Obligation.objects.visible_to(user)
        .filter(owed)
        .order_by()
        .values("template__area", "template__key")
        .annotate(all=Count("pk"), done=Count("pk", filter=Q(done_on__isnull=False)))
    }
    nothing = {"all": 0, "done": 0}
    return [
        {
            "link": link,
            "rule": rules.get((link.area_id, link.key)),
            "all": counted.get((link.area_id, link.key), nothing)["all"],
            "done": counted.get((link.area_id, link.key), nothing)["done"],
        }
        for link in links
    ]


def rules_to_link(document: Document):
    """Return the running rules of the document's area that are not linked to it yet."""
    linked = Q(pk__in=[])
    for area_id, key in document.obligations.values_list("area_id", "key"):
        linked |= Q(area=area_id, key=key)
    return (
        ObligationTemplate.objects.filter(area=document.area_id, until__isnull=True).exclude(linked).order_by("title")
    )
