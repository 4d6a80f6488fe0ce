"""Views of the frame itself: large type, saved views of lists."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from yunhe.web.lists.saved import NewViewForm, SavedViewForm
from yunhe.web.models import SavedView
from yunhe.web.readonly import read_only
from yunhe.web.shell.context import LARGE_TYPE_COOKIE
from yunhe.web.workflow import keep_view

A_YEAR = 365 * 24 * 3600  # seconds


@login_not_required
@require_POST
def large_type_switch(request):
    """Turn the large-type view on or off for this device, and for the account of whoever is signed in."""
    is_on = request.POST.get("on") == "1"
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    if request.user.is_authenticated and request.user.large_type != is_on:
        request.user.large_type = is_on
        request.user.save(update_fields=["large_type"])
    response = HttpResponseRedirect(back)
    response.set_cookie(
        LARGE_TYPE_COOKIE, "1" if is_on else "0", max_age=A_YEAR, secure=request.is_secure(), samesite="Lax"
    )
    return response


@require_safe
@read_only
def saved_view_list(request):
    """Show the user's own saved views of all lists."""
    views = SavedView.objects.filter(user=request.user)
    return render(request, "yunhe/web/saved_view_list.html", {"views": views})


@require_POST
def saved_view_create(request):
    """Keep the list as it is on the screen, then show it again."""
    form = NewViewForm(request.POST, instance=SavedView(user=request.user))
    if form.is_valid():
        view = keep_view(form.save(commit=False))
        messages.success(request, f"已保存视图“{view.title}”。")
        return redirect(view.get_absolute_url())
    return render(request, "yunhe/web/saved_view_form.html", {"form": form, "is_new": True}, status=422)


def saved_view_edit(request, pk):
    """Rename a view or make it the list's default."""
    view = get_object_or_404(SavedView, pk=pk, user=request.user)
    form = SavedViewForm(request.POST or None, instance=view)
    if request.method == "POST" and form.is_valid():
        keep_view(form.save(commit=False))
        messages.success(request, f"已更新视图“{view.title}”。")
        return redirect("web:saved-view-list")
    return render(request, "yunhe/web/saved_view_form.html", {"form": form, "is_new": False})


@require_POST
def saved_view_delete(request, pk):
    """Drop a view; the list itself stays."""
    view = get_object_or_404(SavedView, pk=pk, user=request.user)
    view.delete()
    messages.success(request, f"已删除视图“{view.title}”，数据没有变化。")
    return redirect("web:saved-view-list")
