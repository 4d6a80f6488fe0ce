"""The sheet that goes to the unit with a concern. Nothing of the voter stands on it."""

from django.conf import settings
from django.urls import reverse

from liaison.concerns import tickets
from liaison.concerns.clocks import days_of
from liaison.concerns.models import Concern
from yunhe.letters import Letter, Paragraph, Table


def answer_url(concern: Concern) -> str:
    """Return the address by which a unit without an account answers this assignment; no other opens with it."""
    return settings.SITE_URL + reverse("concern-unit-answer", args=[tickets.answer_ticket(concern.pk, concern.round)])


def assignment_sheet(concern: Concern) -> Letter:
    """Return 《群众诉求交办单》."""
    due = f"{concern.due_on:%Y年%m月%d日}" if concern.due_on else ""
    rows = [
        ("编号", concern.spoken_number),
        ("类别", concern.get_category_display()),
        ("地点", concern.where_label),
        ("诉求内容", concern.text),
        ("办理期限", f"{due}前答复"),
        ("不属本单位职责的", f"请在交办后 {days_of('send_back')} 个工作日内写明理由退回，不要自行转办"),
    ]
    blocks: list = [
        Paragraph(
            "下列群众诉求请你单位办理。办理结果请按 A 已解决或基本解决、B 正在解决、C 列入计划、D 说明解释四类填写。"
        ),
        Table(("项目", "内容"), rows, (36, 120)),
    ]
    if concern.handling_unit_id:
        blocks.append(Paragraph(answer_url(concern), lead="网上答复（不用账号，仅供本次办理）："))
    return Letter(
        title="群众诉求交办单",
        addressee=concern.handler_label,
        blocks=blocks,
        signer=concern.lead.office_label,
        on=concern.assigned_on,
    )
