"""The ways out of the house: mail, and the robot of a chat group. Each raises SendingFailed with a sentence for the log."""

import base64
import hashlib
import hmac
import json
import time
from http.client import HTTPException
from smtplib import SMTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote_plus, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage

TIMEOUT = 5  # seconds
ANSWER_MAX = 10_000  # bytes


class SendingFailed(Exception):  # noqa: N818 said to people
    """The message did not get through; `str()` says why in Chinese and holds neither address nor secret."""


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        """Follow nothing: an allowed address must not lead elsewhere."""
        return


def is_allowed_address(address: str) -> bool:
    """Whether `address` begins with one of settings.ROBOT_ADDRESSES, its host the same and not only beginning so."""
    if any(sign <= " " or sign == "\x7f" for sign in address):  # a line end would begin a header of its own
        return False
    host = urlsplit(address)[:2]
    return any(address.startswith(allowed) and host == urlsplit(allowed)[:2] for allowed in settings.ROBOT_ADDRESSES)


def signature(secret: str, milliseconds: int) -> str:
    """Return the signature of a DingTalk group robot: HMAC-SHA256 over "time\\nsecret", in base64."""
    said = f"{milliseconds}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), said, hashlib.sha256).digest()).decode()


def tell_robot(address: str, secret: str, text: str) -> None:
    """Post `text` to a group robot, signed. Raises SendingFailed, also when the robot answers with an error."""
    if not is_allowed_address(address):
        raise SendingFailed("地址不在允许的范围内，请联系系统管理员。")
    now = int(time.time() * 1000)
    signed = f"{address}&timestamp={now}&sign={quote_plus(signature(secret, now))}"
    body = json.dumps({"msgtype": "text", "text": {"content": text}}, ensure_ascii=False).encode()
    request = Request(signed, data=body, headers={"Content-Type": "application/json"})  # noqa: S310 checked above
    try:
        with build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as response:
            answer = json.loads(response.read(ANSWER_MAX))
    except HTTPError as error:
        raise SendingFailed(f"对方返回 HTTP {error.code}。") from error
    except (URLError, TimeoutError, HTTPException, OSError) as error:
        raise SendingFailed("连接不上对方服务器。") from error
    except ValueError as error:
        raise SendingFailed("对方的应答无法识别。") from error
    code = answer.get("errcode") if isinstance(answer, dict) else None
    if code != 0:
        raise SendingFailed(f"机器人拒收，错误代码 {str(code)[:20]}。")


def send_mail(address: str, *, key: str, subject: str, text: str) -> None:
    """Send one plain mail. A repeated `key` has the same Message-ID, so that mailboxes drop a double. Raises SendingFailed."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    message = EmailMessage(subject, text, to=[address], headers={"Message-ID": f"<{key}@{host}>"})
    try:
        message.send()
    except SMTPException as error:
        raise SendingFailed(f"邮件服务器拒收（{type(error).__name__}）。") from error
    except OSError as error:
        raise SendingFailed("连接不上邮件服务器。") from error
