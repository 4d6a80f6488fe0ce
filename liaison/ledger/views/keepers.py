"""Who keeps each unit's register."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from liaison.ledger import queries, workflow
from liaison.ledger.forms import KeeperForm
from liaison.ledger.models import RegisterKeeper
from yunhe.accounts.decorators import office_required, reads, writes
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.web.forms.page import act


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
    return act(
        request,
        lambda: workflow.name_keeper(area, by=request.user, **form.cleaned_data),
        said=lambda keeper: f"{area.name}流动代表登记册由{keeper.user.name}保管，请其核对份数后确认接收。",
        to="ledger:keeper-list",
        form=form,
    )


keeper_accept = button(
    office_required,
    in_scope(RegisterKeeper.objects),
    workflow.accept_register,
    said=lambda kept: f"已接收{kept.area.name}流动代表登记册，共 {kept.sheets} 份。",
    to="ledger:keeper-list",
    back="ledger:keeper-list",
)
