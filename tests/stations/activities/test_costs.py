"""Cost plans: cents, sums, shares by payer and head, the page that changes them all at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from stations.activities import queries, workflow
from stations.activities.enums import ActivityState, InvitationState
from stations.activities.models import ActivityCost
from stations.activities.workflow import CostLine
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied


def given(*rows, known=0):
    """Return what the page posts for (pk, item, amount, payer, delete) each."""
    posted = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": known}
    for number, (pk, item, amount, payer, delete) in enumerate(rows):
        values = {"pk": pk or "", "item": item, "amount": amount, "payer": payer.pk}
        posted |= {f"form-{number}-{name}": value for name, value in values.items()}
        if delete:
            posted[f"form-{number}-DELETE"] = "on"
    return posted


def test_two_payers_share_a_plan_and_the_sum_is_told_per_head(activity, clerk, county, serving, invite):
    held = activity()
    workflow.set_costs(
        held, [CostLine("场地", 30_000, county.fuyun), CostLine("资料", 12_001, county.chishi)], by=clerk
    )
    for came in (True, True, True, False):
        invite(held, serving(), came=came)
    plan = queries.cost_plan(held, queries.attendance_of(held))
    assert (plan.total_label, plan.heads, plan.basis, plan.per_head_label) == ("420.01", 3, "到场", "140.00")
    assert plan.payers == [(county.fuyun, "300.00"), (county.chishi, "120.01")]


def test_before_anybody_came_the_heads_are_those_who_signed_up_then_the_places(
    activity, clerk, county, serving, invite
):
    planned = activity(state=ActivityState.PLANNED, starts_at=timezone.now() + timedelta(days=2), capacity=30)
    workflow.set_costs(planned, [CostLine("场地", 30_000, county.fuyun)], by=clerk)
    plan = queries.cost_plan(planned, queries.attendance_of(planned))
    assert (plan.heads, plan.basis) == (30, "名额")
    invite(planned, serving())
    invite(planned, serving(), InvitationState.DECLINED)
    plan = queries.cost_plan(planned, queries.attendance_of(planned))
    assert (plan.heads, plan.basis, plan.per_head_label) == (1, "报名", "300.00")


def test_a_line_that_is_kept_keeps_its_number_and_the_trail_shows_both_plans(activity, clerk, county):
    held = activity()
    workflow.set_costs(held, [CostLine("场地", 100, county.fuyun), CostLine("用餐", 200, county.fuyun)], by=clerk)
    first = held.costs.get(item="场地")
    workflow.set_costs(held, [CostLine("场地租金", 150, county.fuyun, first.pk)], by=clerk)
    assert [(line.pk, line.item, line.cents) for line in held.costs.all()] == [(first.pk, "场地租金", 150)]
    assert "用餐 2.00 元" in AuditEvent.objects.filter(verb="stations.set_costs").latest("id").changes["经费计划"][0]


def test_a_line_of_another_activity_is_not_taken_over(activity, clerk, county):
    other, held = activity(), activity()
    workflow.set_costs(other, [CostLine("场地", 100, county.fuyun)], by=clerk)
    workflow.set_costs(held, [CostLine("资料", 50, county.fuyun, other.costs.get().pk)], by=clerk)
    assert other.costs.get().item == "场地"


def test_nothing_is_written_when_one_line_cannot_be(activity, clerk, county):
    held = activity()
    with pytest.raises(ValidationError):
        workflow.set_costs(held, [CostLine("场地", 100, county.fuyun), CostLine("资料", 0, county.fuyun)], by=clerk)
    assert not ActivityCost.objects.exists()


def test_a_cancelled_activity_has_no_plan_to_change(activity, clerk, county):
    cancelled = activity(state=ActivityState.CANCELLED, cancel_reason="台风")
    with pytest.raises(Denied, match="已取消"):
        workflow.set_costs(cancelled, [], by=clerk)


def test_the_page_adds_changes_and_deletes_lines(activity, clerk, county, sign_in):
    held, client = activity(), sign_in(clerk)
    url = reverse("activities:activity-costs", args=[held.pk])
    client.post(url, given((None, "场地", "300", county.fuyun, 0), (None, "用餐", "20.5", county.chishi, 0),
                           (None, "", "", county.fuyun, 0)))  # fmt: skip
    place, meal = held.costs.order_by("pk")
    assert (place.cents, meal.cents, meal.payer) == (30_000, 2_050, county.chishi)
    page = client.get(held.get_absolute_url()).content.decode()
    assert "320.50" in page
    client.post(
        url, given((place.pk, "场地", "310", county.fuyun, 0), (meal.pk, "用餐", "20.50", county.chishi, 1), known=2)
    )
    assert held.costs.get().cents == 31_000


@pytest.mark.parametrize(("amount", "says"), [("-3", "大于 0"), ("abc", "金额请写数字"), ("1.234", "2")])
def test_a_wrong_amount_is_told_and_nothing_is_lost(activity, clerk, county, sign_in, amount, says):
    url = reverse("activities:activity-costs", args=[activity().pk])
    page = sign_in(clerk).post(url, given((None, "场地租金", amount, county.fuyun, 0))).content.decode()
    assert says in page
    assert "场地租金" in page
    assert not ActivityCost.objects.exists()


def test_insider_host_and_stranger(activity, county, tree, staff, sign_in):
    url = reverse("activities:activity-costs", args=[activity(organising_area=county.chishi, station=tree.urban).pk])
    assert sign_in(staff(county.chishi)).get(url).status_code == 200
    assert sign_in(staff(county.fuyun)).get(url).status_code == 403
    assert sign_in(staff(county.yuanhe)).get(url).status_code == 404
