"""Error pages say in Chinese what happened and what to do next."""

import pytest
from django.core.exceptions import BadRequest
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import path

from yunhe.kit.refusals import Denied
from yunhe.urls import handler400, handler500  # noqa: F401 Django looks for them beside the addresses
from yunhe.urls import urlpatterns as own
from yunhe.web.forms.once import Done, once


def raising(error):
    def view(request):
        raise error

    return view


def breaks_inside(request):
    """A verb that fails."""
    once(request, lambda: 1 / 0)


def breaks_after(request):
    """A page that fails once the verb is done."""
    once(request, lambda: Done("/"))
    raise RuntimeError


def ends_after(request):
    """A session that somebody ended meanwhile."""
    once(request, lambda: Done("/"))
    raise BadRequest


urlpatterns = [
    path("inside/", breaks_inside),
    path("after/", breaks_after),
    path("ended/", ends_after),
    path("denied/", raising(Denied("该登记由浮云街道核实，您只能查看。"))),
    path("absent/", raising(Http404())),
    path("bad/", raising(BadRequest())),
    path("broken/", raising(RuntimeError("手机 16905780001"))),
    *own,
]


@pytest.fixture
def visitor(county, staff, client, settings):
    settings.ROOT_URLCONF = __name__
    client.force_login(staff(county.chishi), backend="django.contrib.auth.backends.ModelBackend")
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/denied/", 403, "该登记由浮云街道核实，您只能查看。"),
        ("/absent/", 404, "没有找到，或不在您的管辖范围"),
        ("/no-such-page/", 404, "没有找到，或不在您的管辖范围"),
        ("/bad/", 400, "请求没有办完"),
        ("/broken/", 500, "系统出错，没有办完"),
    ],
)
def test_an_error_is_explained(visitor, address, status, said):
    answer = visitor.get(address)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert "回到工作台" in answer.content.decode()
    assert "16905780001" not in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/inside/", 500, "这次提交没有保存"),
        ("/after/", 500, "您提交的内容已经保存，请不要再次提交"),
        ("/ended/", 400, "您提交的内容已经保存，请不要再次提交"),
        ("/broken/", 500, "是否已经保存，暂时不能确定"),
        ("/bad/", 400, "是否已经保存，暂时不能确定"),
    ],
)
def test_of_what_was_sent_an_error_says_what_is_true(visitor, address, status, said):
    answer = visitor.post(address)
    assert answer.status_code == status
    assert said in answer.content.decode()


def test_a_page_that_was_only_read_has_changed_nothing(visitor):
    assert "只是没有打开这一页，数据没有改动" in visitor.get("/broken/").content.decode()


def test_a_page_left_too_long_is_explained(visitor):
    visitor.handler.enforce_csrf_checks = True
    answer = visitor.post("/lists/large-type/", {"on": "1"})
    assert answer.status_code == 403
    assert "页面已过期，没有提交成功" in answer.content.decode()


def test_the_last_error_page_needs_neither_request_nor_database():
    assert "系统出错" in render_to_string("500.html", {"outcome": ""})
