"""The frame of every page: layouts, components, large type."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from yunhe.accounts.models import User
from yunhe.kit.pager import page_of

COMPONENTS = """
{% button "保存" kind="primary" icon="check" %}{% button "核实" disabled_reason="尚未提交" %}
{% link_button "新增" url="/new/" icon="plus" %}{% link_button "退回" dialog="back" %}
{% badge "逾期" "danger" %}{% tag "议题" %}{% icon "lock" label="已锁定" %}
{% panel title="基本情况" %}{% details %}{% detail "姓名" "张三" %}{% detail "电话" "" %}{% enddetails %}{% endpanel %}
{% table caption="名册" %}<tbody><tr><th scope="row">张三</th></tr></tbody>{% endtable %}
{% dialog id="back" title="退回登记" %}<p>正文</p>{% enddialog %}
{% stat "待核实" 12 url="/list/" note="最早 11月3日" %}{% stat "总数" 0 %}
{% progress 3 label="已会签" total=12 %}{% steps names 1 %}{% timeline events %}{% tabs items "mine" %}
{% breadcrumb "名册" "/list/" "张三" %}{% empty title="还没有" %}{% alert "快到期" tone="warning" title="注意" %}
{% pager page %}{{ "16905780001"|mask_phone }}
"""


@pytest.mark.parametrize("name", ["base.html", "base_plain.html", "base_public.html", "base_print.html"])
def test_a_layout_renders_for_a_visitor(name):
    request = RequestFactory().get("/x/")
    request.user = AnonymousUser()
    assert "</html>" in render_to_string(name, request=request)


def test_every_component_renders_with_its_shortest_call():
    request = RequestFactory().get("/list/", {"page": "2", "q": "张"})
    html = (
        engines["django"]
        .from_string(COMPONENTS)
        .render(
            {
                "names": ["登记", "核实", "接收"],
                "events": [{"at": timezone.now(), "title": "提交登记"}],
                "items": [("mine", "我的", "/mine/", 3), ("all", "全部", "/all/")],
                "page": page_of(list(range(95)), request.GET),
            },
            request,
        )
    )
    assert "第 2 / 5 页" in html
    assert "?page=3&amp;q=%E5%BC%A0" in html
    assert "169****0001" in html
    assert "25.00%" in html
    assert "未填" in html


def drawn(text, **context):
    return engines["django"].from_string(text).render(context, RequestFactory().get("/"))


def test_a_link_leads_to_a_page_by_its_name():
    assert f'href="{reverse("web:saved-view-list")}"' in drawn('{% link_button "视图" to="web:saved-view-list" %}')
    assert f'href="{reverse("accounts:user-detail", args=[7])}"' in drawn(
        '{% link_button "账号" to="accounts:user-detail" of=user %}', user=User(pk=7)
    )
    assert f'href="{reverse("accounts:user-detail", args=[8])}"' in drawn(
        '{% link_button "账号" to="accounts:user-detail" of=8 %}'
    )
    trail = drawn(
        '{% breadcrumb "视图" "web:saved-view-list" "联席" "joint_meetings:pair-list" "张三" "/people/3/" "修改：甲" %}'
    )
    assert f'href="{reverse("joint_meetings:pair-list")}"' in trail
    assert f'href="{reverse("web:saved-view-list")}"' in trail
    assert 'href="/people/3/"' in trail
    assert reverse("web:saved-view-list") in drawn('{% empty title="没有" to="web:saved-view-list" action="去看" %}')


def test_a_link_to_a_page_that_nobody_has_is_an_error():
    with pytest.raises(NoReverseMatch):
        drawn('{% link_button "视图" to="web:nobody" %}')


def test_large_type_is_kept_by_the_device_without_signing_in(client):
    answer = client.post(reverse("shell:large-type-switch"), {"on": "1", "next": "/somewhere/"})
    assert answer.url == "/somewhere/"
    assert client.cookies["large_type"].value == "1"


def test_large_type_never_leads_to_another_site(client):
    answer = client.post(reverse("shell:large-type-switch"), {"on": "1", "next": "https://elsewhere.example/"})
    assert answer.url == "/"
