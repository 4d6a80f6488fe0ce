"""Who keeps each unit's register."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from liaison.ledger import queries, workflow
from liaison.ledger.forms import KeeperForm
from liaison.ledger.models import RegisterKeeper
from yunhe.accounts.decorators import office_required, reads, writes
from yunhe.accounts.requests import Request


@reads(office_required)
def keeper_list(request: Request) -> HttpResponse:
    """Show the registers in scope with their keepers."""
    rows = queries.registers_for(request.user)
    for row in rows:
        chosen = row["keeper"].pk if row["keeper"] else None
        prefix = f"area-{row['area'].pk}"
        row["form"] = KeeperForm(staff=row["staff"], initial={"user": chosen}, auto_id=f"{prefix}-%s")
        row["mine"] = bool(row["named"]) and row["named"].user_id == request.user.pk
    return render(request, "liaison/ledger/keeper_list.html", {"rows": rows})


@writes(office_required)
def keeper_name(request: Request, pk: int) -> HttpResponse:
    """Name the keeper of a unit's register."""
    row = next((row for row in queries.registers_for(request.user) if row["area"].pk == pk), None)
    if row is None:
        raise Http404("没有这个单位。")
    area, form = row["area"], KeeperForm(request.POST, staff=row["staff"])
    if not form.is_valid():
        messages.error(request, f"没有更换：{'；'.join(form.errors['user'])}")
        return redirect("ledger:keeper-list")
    try:
        keeper = workflow.name_keeper(area, user=form.cleaned_data["user"], by=request.user)
    except workflow.LedgerRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{area.name}流动代表登记册由{keeper.user.name}保管，请其核对份数后确认接收。")
    return redirect("ledger:keeper-list")


@writes(office_required)
def keeper_accept(request: Request, pk: int) -> HttpResponse:
    """Sign for a register."""
    keeper = get_object_or_404(RegisterKeeper.objects.visible_to(request.user), pk=pk)
    keeper = workflow.accept_register(keeper, by=request.user)
    messages.success(request, f"已接收{keeper.area.name}流动代表登记册，共 {keeper.sheets} 份。")
    return redirect("ledger:keeper-list")
