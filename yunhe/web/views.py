"""Pages of saved views of lists."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from yunhe.kit.readonly import read_only
from yunhe.web.lists.saved import NewViewForm, SavedViewForm
from yunhe.web.models import SavedView
from yunhe.web.workflow import keep_view


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
