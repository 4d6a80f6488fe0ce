"""Pages of models: the nine plans, starting one, one that runs."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from liaison.brands import indicators, policies, queries, workflow
from liaison.brands.catalogue import BY_KEY
from liaison.brands.forms import BrandForm, EndForm, PromiseForm
from liaison.brands.models import Brand
from yunhe.accounts.decorators import asks, office_required, reads
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.refusals import reason_against
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage

find_brand = in_scope(Brand.objects, "unit", "partner")


@reads(office_required)
def brand_list(request: Request) -> HttpResponse:
    """Show the nine plans and where they run."""
    ended = Brand.objects.visible_to(request.user).filter(ended_on__isnull=False).select_related("unit", "partner")
    context = {"offers": queries.offers_for(request.user), "ended": ended}
    return TemplateResponse(request, "liaison/brands/brand_list.html", context)


@asks(office_required)
def brand_start(request: Request, key: str) -> HttpResponse:
    if key not in BY_KEY:
        raise Http404
    plan = BY_KEY[key]
    policies.can_start_brand(request.user)
    page = FormPage(
        request,
        f"启动{plan.name}",
        BrandForm,
        user=request.user,
        plan=plan,
        crumbs=[("特色模式", "brands:brand-list")],
        heading=f"启动“{plan.name}”",
        note=f"首创：{plan.home}",
        submit="启动",
        beside="liaison/brands/_plan.html",
        context={"plan": plan},
    )
    return page.run(
        lambda facts: workflow.start_brand(by=request.user, plan_key=key, **facts),
        said=lambda brand: f"“{brand}”已启动：团队 {brand.teams.count()} 个，接着在团队页加入成员。",
    )


@reads(office_required, find_brand)
def brand_detail(request: Request, brand: Brand) -> HttpResponse:
    """Show a model: promise, teams, dated obligations, indicators of this year."""
    user, year = request.user, timezone.localdate().year
    context = {
        "brand": brand,
        "year": year,
        "figures": indicators.figures_of(brand, user, year),
        "teams": queries.teams_of(brand, year),
        "rules": queries.rules_of(brand, year),
        "keep_refusal": reason_against(policies.can_keep_brand, user, brand),
        "promise_form": PromiseForm(initial={"promise": brand.promise}),
        "end_form": EndForm(),
        "history": history_of(brand, user),
    }
    return TemplateResponse(request, "liaison/brands/brand_detail.html", context)


brand_promise = button(office_required, find_brand, workflow.change_promise, form=PromiseForm, said="承诺已修改。")
brand_end = button(
    office_required, find_brand, workflow.end_brand, form=EndForm, said="模式已结束，已开始的任务照旧办完。"
)
