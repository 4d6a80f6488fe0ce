"""One form page, one button and one move page beside the program's own addresses."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import include, path

from yunhe.kit.refusals import Denied, IllegalMove, Refused
from yunhe.web.forms.page import FormPage, act
from yunhe.web.models import SavedView

REFUSALS = {
    "field": Refused({"title": "名称太短。"}),
    "top": Refused("今天不能保存。"),
    "other field": Refused({"path": "地址不对。"}),
    "denied": Denied("由别人办理。"),
    "illegal": IllegalMove("现在是“已办结”，不能保存。"),
}


class TitleForm(forms.Form):
    """A title, perhaps a file."""

    title = forms.CharField(label="名称", max_length=30)
    file = forms.FileField(label="附件", required=False)


def keep(user, title):
    """Write a row, or refuse by the title."""
    if title in REFUSALS:
        raise REFUSALS[title]
    return SavedView.objects.create(user=user if user.is_authenticated else None, list_name="x", path="/p", title=title)


def create(request):
    """A form page that leads to the public page."""
    page = FormPage(
        request,
        "新增视图",
        TitleForm,
        crumbs=[("视图", "web:saved-view-list"), ("首页", "/")],
        note="说明",
        wide=["title"],
    )
    return page.run(
        lambda facts: keep(request.user, facts["title"]),
        said=lambda made: f"已保存{made.title}。",
        to=lambda made: "/done/",
    )


def edit(request, pk):
    """A form page about a thing, with every slot filled."""
    view = get_object_or_404(SavedView, pk=pk)
    if view.title == "locked":
        raise Denied("已锁定。")
    parts = dict.fromkeys(("before", "inside", "actions", "after", "beside"), "probe_part.html")
    page = FormPage(
        request,
        "修改",
        TitleForm,
        of=view,
        is_danger=True,
        status=422,
        context={"word": "槽"},
        initial={"title": "旧"},
        **parts,
    )

    def rename(this, *, by, title, file):
        if title in REFUSALS:
            raise REFUSALS[title]
        SavedView.objects.filter(pk=this.pk, user=by).update(title=title, is_default=file is not None)

    return page.does(rename)


def press(request):
    """A button; ?title= says what it writes."""
    return act(request, lambda: keep(request.user, request.GET["title"]), said="已办。", to="/done/")


def raw(request):
    """A POST without a form whose refusal escapes."""
    raise REFUSALS.get(request.GET["title"], PermissionDenied("x"))


@login_not_required
def public(request):
    """A page for everybody that writes."""
    page = FormPage(request, "公开", TitleForm, base="base_public.html")
    return page.run(lambda facts: SavedView.objects.none(), said=facts_of, to="/done/")


def facts_of(result):
    """What is said."""
    return "收到。"


handler500 = "yunhe.web.errors.server_error"
urlpatterns = [
    path("probe/new/", create),
    path("probe/<int:pk>/", edit),
    path("probe/press/", press),
    path("probe/raw/", raw),
    path("probe/public/", public),
    path("", include("yunhe.urls")),
]
