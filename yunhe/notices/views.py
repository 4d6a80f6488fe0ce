"""The inbox."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from yunhe.notices import workflow
from yunhe.notices.models import Notice
from yunhe.web.pager import page_of
from yunhe.web.readonly import read_only


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
    return render(request, "notices/inbox.html", context)


@require_safe
@read_only
def bell(request):
    """Return the bell with the count of unread notices, for the page's frame."""
    count = Notice.objects.visible_to(request.user).unread().count()
    return render(request, "_bell.html", {"unread_count": count, "inbox_url": reverse("notices:inbox")})


@require_POST
def notice_open(request, pk):
    """Mark a notice read and go where it points, or back to the inbox."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    workflow.mark_read(notice)
    is_local = url_has_allowed_host_and_scheme(notice.url, {request.get_host()}, require_https=request.is_secure())
    return redirect(notice.url if notice.url and is_local else "notices:inbox")


@require_POST
def notice_read(request, pk):
    """Mark a notice read and stay in the inbox."""
    workflow.mark_read(get_object_or_404(Notice.objects.visible_to(request.user), pk=pk))
    return redirect("notices:inbox")


@require_POST
def notice_read_all(request):
    """Mark the whole inbox read."""
    count = workflow.mark_all_read(by=request.user)
    messages.success(request, f"已将 {count} 条通知标为已读。")
    return redirect("notices:inbox")
