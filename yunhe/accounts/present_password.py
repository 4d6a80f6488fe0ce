"""Asking for the present password again, within an open session, before what a stranger at the desk must not do.

form = MyForm(request.POST or None, user=request.user)          # its field: asks_password(user, typed)
if stopped := counted(request, form, "password"):
    return stopped
"""

from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect

from yunhe.accounts import workflow
from yunhe.accounts.requests import Request
from yunhe.audit.record import record

WRONG = "wrong_passwords"  # how often it was given wrong in this session
TOO_OFTEN = "当前密码多次不对，为保护账号已退出登录。请重新登录；忘记密码请点“忘记密码”。"


def counted(request: Request, form: BaseForm, name: str) -> HttpResponse | None:
    """Count a present password that was typed wrong into the field `name` of a form that was sent.

    After settings.AXES_FAILURE_LIMIT in one session it ends: returns the answer that says so, else None. Side effects: one event
    for each that was wrong.
    """
    if request.method != "POST" or form.is_valid():
        return None
    if name not in form.errors or not request.POST.get(name):
        return None
    record("accounts.wrong_password", "当前密码输错", request.user, by=request.user, areas=[], succeeded=False)
    wrong = request.session[WRONG] = request.session.get(WRONG, 0) + 1
    if wrong < settings.AXES_FAILURE_LIMIT:
        return None
    workflow.end_after_wrong_passwords(request)
    messages.warning(request, TOO_OFTEN)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def forget(request: Request) -> None:
    """Begin to count anew: the present password was given right."""
    request.session.pop(WRONG, None)
