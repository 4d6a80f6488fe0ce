"""Plain Django: a page of one SELECT, and a lean register with a count, one query and a plain template."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from deputies.people.models import Deputy
from stations.codes.models import Code

PAGE = Engine(autoescape=True).from_string(
    """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>代表名册</title></head><body><h1>代表名册</h1>
<form><input name="q" value="{{ q }}"></form><p>共 {{ page.paginator.count }} 条</p>
<table><thead><tr><th>姓名</th><th>流出地</th><th>现居住地</th><th>工作单位及职务</th><th>性别</th><th>更新时间</th></tr></thead>
<tbody>{% for one in page %}<tr><td><a href="/deputies/{{ one.pk }}/">{{ one.name }}</a></td><td>{{ one.origin.name }}</td>
<td>{{ one.residence.name }}</td><td>{{ one.employment }}</td><td>{{ one.get_gender_display }}</td><td>{{ one.updated_at }}</td></tr>{% endfor %}
</tbody></table>{% if page.has_next %}<a href="?page={{ page.next_page_number }}">下一页</a>{% endif %}</body></html>"""
)
EMPTY = "<!doctype html><html><body><h1>{}</h1></body></html>"


def one_select(request: HttpRequest, token: str) -> HttpResponse:
    """One row by its key, and a line of HTML."""
    return HttpResponse(EMPTY.format(Code.objects.values_list("token", flat=True).get(token=token)))


def lean_list(request: HttpRequest) -> HttpResponse:
    """Fifty deputies found by a word: one count, one query."""
    asked = request.GET.get("q", "")
    found = Q(name__contains=asked) | Q(name_pinyin__contains=asked) | Q(employment__contains=asked)
    rows = Deputy.objects.select_related("origin", "residence").filter(found).order_by("name_pinyin", "pk")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return HttpResponse(PAGE.render(Context({"page": page, "q": asked})))


def ready(request: HttpRequest) -> HttpResponse:
    """Say that the server is up."""
    return HttpResponse("ok")


urlpatterns = [
    path("accounts/sign-in/", ready),
    path("one/<slug:token>/", one_select),
    path("list/", lean_list),
]
