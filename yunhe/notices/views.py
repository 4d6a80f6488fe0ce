"""The inbox; what a person wants by mail; the robots of an office; what has gone out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yunhe.accounts import present_password
from yunhe.accounts.decorators import asks, office_required, reads, roles_required, writes
from yunhe.accounts.enums import Role
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import in_scope
from yunhe.kit.asked import numbers
from yunhe.kit.pager import page_of
from yunhe.kit.readonly import read_only
from yunhe.kit.refusals import is_allowed
from yunhe.notices import policies, workflow
from yunhe.notices.enums import DeliveryState
from yunhe.notices.forms import ChoiceForm, RobotForm
from yunhe.notices.models import Delivery, DeliveryChoice, GroupRobot, Notice
from yunhe.notices.tables import DeliveryListing
from yunhe.web.forms.page import FormPage

find_notice = in_scope(Notice.objects)


@require_safe
@read_only
def inbox(request):
    """Show the user's notices: unread ones, or all with the unread first."""
    notices = Notice.objects.visible_to(request.user)
    unread_count = notices.unread().count()
    box = "all" if request.GET.get("box") == "all" else "unread"
    shown = notices if box == "all" else notices.unread()
    here = reverse("notices:inbox")
    tabs = [("unread", "未读", here, unread_count), ("all", "全部", f"{here}?box=all", notices.count())]
    page = page_of(shown.unread_first(), request.GET)
    context = {"page": page, "tabs": tabs, "box": box, "unread_count": unread_count}
    return render(request, "yunhe/notices/inbox.html", context)


@require_safe
@read_only
def bell(request):
    """Return the bell with the count of unread notices, for the page's frame."""
    count = Notice.objects.visible_to(request.user).unread().count()
    return render(request, "_bell.html", {"unread_count": count, "inbox_url": reverse("notices:inbox")})


@require_POST
def notice_open(request, pk):
    """Mark a notice read and go where it points, or back to the inbox."""
    notice = find_notice(request, pk)
    workflow.mark_read(notice)
    is_local = url_has_allowed_host_and_scheme(notice.url, {request.get_host()}, require_https=request.is_secure())
    return redirect(notice.url if notice.url and is_local else "notices:inbox")


@require_POST
def notice_read(request, pk):
    """Mark a notice read and stay in the inbox."""
    workflow.mark_read(find_notice(request, pk))
    return redirect("notices:inbox")


@require_POST
def notice_read_all(request):
    """Mark the whole inbox read."""
    count = workflow.mark_all_read(by=request.user)
    messages.success(request, f"已将 {count} 条通知标为已读。")
    return redirect("notices:inbox")


def _say_confirmation(request, choice) -> None:
    if failure := workflow.send_confirmation(choice):
        messages.error(request, f"确认邮件没有发出去：{failure}请检查邮箱后再试。")
    else:
        messages.info(request, "确认邮件已发出。请打开邮件里的链接，确认后才会收到提醒。")


@require_http_methods(["GET", "POST"])
def settings_page(request):
    """Show and keep what the user wants by mail."""
    choice = DeliveryChoice.objects.filter(user=request.user).first() or DeliveryChoice(user=request.user)
    page = FormPage(
        request,
        "通知设置",
        ChoiceForm,
        choice=choice,
        crumbs=[("通知", "notices:inbox")],
        note="站内通知始终保留。这里只决定另外要不要发邮件、什么时候发。",
        context={"choice": choice, "recent": choice.deliveries.order_by("-id")[:10] if choice.pk else ()},
        before="yunhe/notices/_mail_state.html",
        after="yunhe/notices/_mails.html",
    )
    if stopped := present_password.counted(request, page.form, "password"):
        return stopped
    answer = page.run(
        lambda facts: workflow.save_choice(by=request.user, **facts), said="通知设置已保存。", to="notices:settings"
    )
    kept = DeliveryChoice.objects.filter(user=request.user).first()
    if answer.status_code == 302 and kept and kept.email and kept.email != choice.email:
        _say_confirmation(request, kept)
    return answer


@require_POST
def confirm_again(request):
    """Send the link that confirms the address once more."""
    choice = get_object_or_404(DeliveryChoice, user=request.user)
    policies.can_confirm_again(choice)
    _say_confirmation(request, choice)
    return redirect("notices:settings")


@require_http_methods(["GET", "POST"])
def email_confirm(request, token):
    """Ask whether mail may be sent to the address that the link came to; confirm it."""
    if request.method == "POST":
        workflow.confirm_email(token, by=request.user)
        messages.success(request, "邮箱已确认，今后的提醒会发到这里。")
        return redirect("notices:settings")
    return render(request, "yunhe/notices/email_confirm.html")


@reads(office_required)
def robot_list(request):
    """Show the group robots of the user's offices."""
    robots = list(GroupRobot.objects.visible_to(request.user).select_related("area__unit"))
    return render(request, "yunhe/notices/robot_list.html", {"robots": robots})


@asks(office_required)
def robot_edit(request, pk=None):
    """Register a group robot, or change one."""
    robot = get_object_or_404(GroupRobot.objects.visible_to(request.user).select_related("area"), pk=pk) if pk else None
    page = FormPage(
        request,
        robot.name if robot else "登记群机器人",
        RobotForm,
        robot=robot,
        user=request.user,
        crumbs=[("群机器人", "notices:robot-list")],
        tools="yunhe/notices/_robot_try.html" if robot else "",
        context={"robot": robot},
    )
    return page.run(
        lambda facts: workflow.save_robot(robot, by=request.user, **facts),
        said="群机器人已保存。可以发一条测试消息试试。",
    )


@writes(office_required, in_scope(GroupRobot.objects, "area__unit"))
def robot_try(request, robot):
    """Send a trial message to the group."""
    if failure := workflow.try_robot(robot, by=request.user):
        messages.error(request, f"测试消息没有送到：{failure}")
    else:
        messages.success(request, "测试消息已送到群里。")
    return redirect(robot)


deliveries_required = roles_required(Role.COUNTY_OFFICE, Role.OFFICE_STAFF, Role.SYSTEM_ADMIN)
delivery_list = list_page(deliveries_required, DeliveryListing, "yunhe/notices/delivery_list.html")


@writes(deliveries_required)
def delivery_again(request):
    """Put the ticked deliveries that were given up back in line."""
    wanted = numbers(request.POST, "pk")
    rows = Delivery.objects.visible_to(request.user).filter(pk__in=wanted, state=DeliveryState.GIVEN_UP)
    number = 0
    for delivery in rows.select_related("robot"):
        if is_allowed(policies.can_try_again, request.user, delivery):
            workflow.try_again(delivery, by=request.user)
            number += 1
    if number:
        messages.success(request, f"{number} 条将在一分钟内重新发送。")
    else:
        messages.warning(request, "没有可重新发送的记录：只有状态为“发送失败”、且机器人在用的才需要重发。")
    return redirect("notices:delivery-list")
