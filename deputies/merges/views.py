"""Pages of records that look like one person: the pairs, the comparison, what was joined, what was told apart."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from deputies.merges import workflow
from deputies.merges.facts import facts_of
from deputies.merges.forms import DistinctionForm, MergeForm
from deputies.merges.models import Distinction, Merge
from deputies.merges.objections import objections_to
from deputies.merges.policies import can_merge, can_undo_merge
from deputies.merges.queries import hanging_on, pairs_for, twins_of
from deputies.merges.tables import DistinctionListing, MergeListing
from deputies.people.models import Deputy
from deputies.people.views import find_deputy
from yunhe.accounts.decorators import asks, lists, office_required, reads, writes
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.asked import numbers
from yunhe.kit.pager import page_of
from yunhe.kit.refusals import Refused, reason_against
from yunhe.kit.words import listed
from yunhe.trail.queries import history_of
from yunhe.web.forms.many import asked_first
from yunhe.web.forms.page import FormPage, act

PAIRS = ("查重合并", "merges:pair-list")
TEMPLATES = "deputies/merges/"

find_merge = in_scope(Merge.objects, "kept__origin", "kept__residence", "origin")


def _tabs() -> list[tuple[str, str, str]]:
    named = (("pairs", "待核对", "pair"), ("merges", "已合并", "merge"), ("distinctions", "不是同一人", "distinction"))
    return [(key, label, reverse(f"merges:{name}-list")) for key, label, name in named]


@reads(office_required)
def pair_list(request: Request) -> HttpResponse:
    """Show every two records in scope that look like one person."""
    page = page_of(pairs_for(request.user), request.GET)
    context = {"page": page, "pairs": twins_of(page.rows, request.user), "tabs": _tabs()}
    return render(request, f"{TEMPLATES}pair_list.html", context)


@lists(office_required)
def merge_list(request: Request) -> HttpResponse:
    context = {"tabs": _tabs(), "current": "merges", "title": "已合并的档案"}
    return MergeListing.of(request).answer(request, f"{TEMPLATES}done_list.html", context)


@lists(office_required)
def distinction_list(request: Request) -> HttpResponse:
    context = {"tabs": _tabs(), "current": "distinctions", "title": "认定不是同一人"}
    return DistinctionListing.of(request).answer(request, f"{TEMPLATES}done_list.html", context)


def _compared(request: Request, kept: Deputy, gone: Deputy) -> dict[str, Any]:
    """Return what the comparison shows: every fact and everything that hangs on the two, and what stands against joining them."""
    against = [reason_against(can_merge, request.user, kept, gone), *objections_to(kept, gone)]
    return {
        "kept": kept,
        "gone": gone,
        "compared": facts_of(kept, gone),
        "hanging": hanging_on(kept, gone),
        "against": [said for said in against if said],
    }


@asks(office_required, find_deputy)
def merge_create(request: Request, kept: Deputy, other: int) -> HttpResponse:
    """Compare two records and join the second into the first."""
    gone = find_deputy(request, other)
    context = _compared(request, kept, gone)
    page = FormPage(
        request,
        "比对合并",
        MergeForm,
        of=kept,
        heading=f"比对合并：{kept.name}、{gone.name}",
        note="左边的档案保留，右边的并入后不再单列；签到、走访、登记等记录全部移过来。合并可以撤销。",
        crumbs=[PAIRS],
        before=f"{TEMPLATES}_compared.html",
        context=context,
        cancel="merges:pair-list",
        submit="" if context["against"] else "合并",
        is_single=True,
        kept=kept,
        gone=gone,
    )
    return page.run(
        lambda facts: workflow.merge(kept, gone, by=request.user, **facts),
        said=lambda merged: f"已合并。{f'移来：{merged.moved_label}。' if merged.moved else ''}",
    )


@asks(office_required, find_deputy)
def distinction_create(request: Request, one: Deputy, other: int) -> HttpResponse:
    """Say that two records are two people."""
    twin = find_deputy(request, other)
    page = FormPage(
        request,
        "不是同一人",
        DistinctionForm,
        of=one,
        heading=f"{one.name}、{twin.name}：不是同一人",
        note=f"{one.origin}的{one.name}和{twin.origin}的{twin.name}认定为两个人以后，不再列入待核对。",
        crumbs=[PAIRS],
        cancel="merges:pair-list",
        submit="认定不是同一人",
    )
    return page.run(
        lambda facts: workflow.tell_apart(one, twin, by=request.user, **facts),
        said="已认定不是同一人，以后不再提示。",
        to="merges:pair-list",
    )


@reads(office_required, find_merge)
def merge_detail(request: Request, merge: Merge) -> HttpResponse:
    """Show what was joined, and offer to part it again."""
    context = {
        "merge": merge,
        "refusal": reason_against(can_undo_merge, request.user, merge),
        "history": history_of(merge.kept, request.user, limit=12),
    }
    return render(request, f"{TEMPLATES}merge_detail.html", context)


def _parted(left: list[str]) -> str:
    kept = f"合并以后又改过的{listed(left)}保持现状，请核对。" if left else ""
    return f"已撤销合并，两份档案恢复。{kept}"


@writes(office_required, find_merge)
def merge_undo(request: Request, merge: Merge) -> HttpResponse:
    """Part the two records again."""
    return act(request, lambda: workflow.undo_merge(merge, by=request.user), said=_parted, to=merge)


@writes(office_required)
def distinctions_end(request: Request) -> HttpResponse:
    """Take back the ticked distinctions, so that the pairs are offered for comparison again."""
    chosen = Distinction.objects.visible_to(request.user).standing().filter(pk__in=numbers(request.POST, "pk"))
    chosen = list(chosen.select_related("first", "second").order_by("pk"))
    back = "merges:distinction-list"
    if asked := asked_first(request, "撤销认定", [str(one) for one in chosen], back=back):
        return asked

    def end() -> None:
        if not chosen:
            raise Refused("请先勾选要撤销的认定。")
        for distinction in chosen:
            workflow.end_distinction(distinction, by=request.user)

    return act(request, end, said=f"已撤销 {len(chosen)} 条认定，重新列入待核对。", to=back)
