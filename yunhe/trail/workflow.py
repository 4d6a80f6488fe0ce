"""What the auditor does that leaves a trace itself, and the digest of the day."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.audit.anchors import Anchor, anchor_of, keep
from yunhe.audit.models import Seal
from yunhe.audit.record import record
from yunhe.audit.sealing import seal_events
from yunhe.audit.verifying import ChainReport, check_chain
from yunhe.kit.refusals import Denied


def verify(*, by: User | None, anchor: Anchor | None = None) -> ChainReport:
    """Verify the whole chain and record that it was done, with what was found. `by` is None for the command line.

    anchor: a line kept elsewhere, compared as well.

    Raises Denied unless `by` is an auditor. Side effect: one event after the check.
    """
    if by is not None and not scope_of(by).has_role(Role.AUDITOR):
        raise Denied("校验审计链由审计管理员进行。")
    report = check_chain(anchor)
    found = {"已校验条数": [None, report.checked], "封存签名": [None, report.last_hash[:16]]}
    if report.broken:
        found["首个不符序号"] = [None, report.broken.pk]
    if report.problems:
        found["发现"] = [None, report.problems[0]]
    record("audit.verify", "校验审计链", by=by, changes=found, succeeded=report.holds)
    return report


def anchor_anew(*, reason: str) -> Anchor:
    """Take the chain as it stands for the truth from now on, say after a backup was restored; return the new anchor.

    For the command line alone. Raises Denied without a reason or without any seal. Side effects: an event, a line in the
    anchors' file that carries the reason for ever, whatever the earlier lines say.
    """
    last = Seal.objects.first()
    if not reason.strip() or last is None:
        raise Denied("重新锚定要说明原因，且数据库中要有封存记录。")
    record("audit.anchor", "重新锚定审计链", reason=reason, changes={"封存序号": [None, last.number]})
    anchor = anchor_of(last, reason.strip())
    keep(anchor)
    return anchor


def send_digest() -> str:
    """Seal what is left, verify, and mail the newest anchor with what was found to AUDIT_DIGEST_TO; return the text.

    Whoever keeps these mails can prove years later that nothing was cut off before them. Raises SealingRefusedError.
    """
    seal_events(of_all_times=True)
    report = check_chain()
    last = Seal.objects.first()
    lines = [
        f"截至 {timezone.localtime():%Y-%m-%d %H:%M}，审计记录已封存 {last.number if last else 0} 次，"
        f"累计 {last.total if last else 0} 条。",
        "校验结果：完好。" if report.holds else "校验结果：发现问题，请立即保全数据库并报告安全管理员：",
        *report.problems,
        "",
        "请保留本邮件。以后核对：python manage.py verify_audit --anchor '下面这一行'",
        anchor_of(last).line if last else "",
    ]
    text = "\n".join(lines)
    if settings.AUDIT_DIGEST_TO:
        title = "审计封存摘要" if report.holds else "审计封存摘要：发现问题"
        send_mail(f"{title}（云和履职）", text, None, settings.AUDIT_DIGEST_TO)
    if not report.holds:
        record("audit.verify", "每日校验审计链", changes={"发现": [None, report.problems[0]]}, succeeded=False)
    return text
