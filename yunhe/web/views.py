"""Pages of saved views of lists."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from yunhe.kit.readonly import read_only
from yunhe.web.forms.page import FormPage
from yunhe.web.lists.saved import NewViewForm, SavedViewForm
from yunhe.web.models import SavedView
from yunhe.web.workflow import keep_view

CRUMBS = [("常用视图", "web:saved-view-list")]


@require_safe
@read_only
def saved_view_list(request):
    views = SavedView.objects.filter(user=request.user)
    return render(request, "yunhe/web/saved_view_list.html", {"views": views})


@require_POST
def saved_view_create(request):
    """Keep the list as it is on the screen, then show it again."""
    new = SavedView(user=request.user)
    page = FormPage(request, "保存视图", NewViewForm, instance=new, crumbs=CRUMBS, is_single=True, status=422)
    return page.run(
        lambda facts: keep_view(page.form.save(commit=False)), said=lambda kept: f"已保存视图“{kept.title}”。"
    )


def saved_view_edit(request, pk):
    """Rename a view or make it the list's default."""
    view = get_object_or_404(SavedView, pk=pk, user=request.user)
    page = FormPage(request, "修改视图", SavedViewForm, instance=view, crumbs=CRUMBS, is_single=True)
    return page.run(
        lambda facts: keep_view(page.form.save(commit=False)),
        said=lambda kept: f"已更新视图“{kept.title}”。",
        to="web:saved-view-list",
    )


@require_POST
def saved_view_delete(request, pk):
    """Drop a view; the list itself stays."""
    view = get_object_or_404(SavedView, pk=pk, user=request.user)
    view.delete()
    messages.success(request, f"已删除视图“{view.title}”，数据没有变化。")
    return redirect("web:saved-view-list")
