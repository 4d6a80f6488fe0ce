"""The county's areas and the spellings that offices write, for the system administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from yunhe.accounts.decorators import asks, system_admin_required, writes
from yunhe.accounts.enums import Role
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area, AreaAlias
from yunhe.kit.refusals import reason_against
from yunhe.spellings import workflow
from yunhe.spellings.forms import SpellingForm
from yunhe.spellings.policies import can_remove_spelling
from yunhe.spellings.tables import AreaListing


def _own(request: Request):
    return Area.objects.within(*scope_of(request.user).areas(Role.SYSTEM_ADMIN))


area_list = list_page(system_admin_required, AreaListing, "yunhe/spellings/area_list.html")


@asks(system_admin_required)
def area_detail(request: Request, pk: int) -> HttpResponse:
    """Show one area with its spellings, or add a spelling."""
    area = get_object_or_404(_own(request).select_related("unit", "parent__unit"), pk=pk)
    form = SpellingForm(area, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        alias = workflow.add_spelling(
            area, text=form.cleaned_data["text"], is_former_name=form.cleaned_data["is_former_name"], by=request.user
        )
        others = _own(request).filter(aliases__alias=alias.alias).exclude(pk=area.pk)
        if names := "、".join(other.full_name for other in others.select_related("unit")):
            messages.warning(request, f"已添加。“{alias.alias}”也指{names}，导入时如无其他线索会请人选定。")
        else:
            messages.success(request, f"已添加，今后导入时“{alias.alias}”认作{area.full_name}。")
        return redirect(area)
    context = {
        "area": area,
        "form": form,
        "aliases": [
            (alias, reason_against(can_remove_spelling, request.user, alias))
            for alias in area.aliases.select_related("area").order_by("-is_former_name", "alias")
        ],
        "codes": area.codes.order_by("-valid_from", "code"),
    }
    return render(request, "yunhe/spellings/area_detail.html", context)


@writes(system_admin_required)
def spelling_remove(request: Request, pk: int) -> HttpResponse:
    alias = get_object_or_404(AreaAlias.objects.filter(area__in=_own(request)).select_related("area"), pk=pk)
    workflow.remove_spelling(alias, by=request.user)
    messages.success(request, f"已删除写法“{alias.alias}”。")
    return redirect(alias.area)
