"""States, moves, sides and coded reasons of a registration."""

from django.db import models


class RegistrationState(models.TextChoices):
    """Where a file stands."""

    URGED = "urged", "已督促"
    SUBMITTED = "submitted", "待核实"
    RETURNED = "returned", "已退回"
    VERIFIED = "verified", "待社区接收"
    CO_MANAGED = "co_managed", "共管中"
    ENDED = "ended", "已结束"


OPEN_STATES = (
    RegistrationState.URGED,
    RegistrationState.SUBMITTED,
    RegistrationState.RETURNED,
    RegistrationState.VERIFIED,
    RegistrationState.CO_MANAGED,
)


class Side(models.TextChoices):
    """Who acts on a file."""

    ORIGIN = "origin", "流出地"
    RESIDENCE = "residence", "流入地"
    COMMUNITY = "community", "社区"
    DEPUTY = "deputy", "代表本人"
    COUNTY = "county", "县人大"
    SYSTEM = "system", "系统"


#: state → {verb: (state after it, sides that may do it)}. The whole state machine; nothing moves outside it.
#: A county office may act for any side and is recorded as such. Source: domain, 流动代表登记报到和双向共管, steps 1–6.
TRANSITIONS: dict[str, dict[str, tuple[str, frozenset[str]]]] = {
    "": {
        "urge": (RegistrationState.URGED, frozenset({Side.ORIGIN})),
        "submit": (RegistrationState.SUBMITTED, frozenset({Side.DEPUTY, Side.RESIDENCE})),
    },
    RegistrationState.URGED: {
        "submit": (RegistrationState.SUBMITTED, frozenset({Side.DEPUTY, Side.RESIDENCE})),
        "withdraw": (RegistrationState.ENDED, frozenset({Side.ORIGIN})),
    },
    RegistrationState.SUBMITTED: {
        "verify": (RegistrationState.VERIFIED, frozenset({Side.RESIDENCE})),
        "send_back": (RegistrationState.RETURNED, frozenset({Side.RESIDENCE})),
    },
    RegistrationState.RETURNED: {
        "submit": (RegistrationState.SUBMITTED, frozenset({Side.DEPUTY, Side.RESIDENCE})),
        "withdraw": (RegistrationState.ENDED, frozenset({Side.ORIGIN})),
    },
    RegistrationState.VERIFIED: {
        "receive": (RegistrationState.CO_MANAGED, frozenset({Side.COMMUNITY})),
        "report_in": (RegistrationState.CO_MANAGED, frozenset({Side.DEPUTY})),
        "redirect": (RegistrationState.VERIFIED, frozenset({Side.COMMUNITY, Side.RESIDENCE})),
    },
    RegistrationState.CO_MANAGED: {
        "end": (RegistrationState.ENDED, frozenset({Side.ORIGIN, Side.RESIDENCE})),
    },
    RegistrationState.ENDED: {},
}
for _state in OPEN_STATES:
    TRANSITIONS[_state]["correct"] = (RegistrationState.ENDED, frozenset({Side.COUNTY}))

VERB_LABELS = {
    "urge": "督促登记",
    "submit": "提交登记",
    "withdraw": "撤回",
    "verify": "核实通过",
    "send_back": "退回",
    "receive": "社区接收",
    "report_in": "扫码报到",
    "redirect": "转其他社区",
    "end": "结束共管",
    "correct": "作废（登记错误）",
}


class ReturnReason(models.TextChoices):
    """Why the residence office returns a submission."""

    NOT_LIVING_HERE = "not_living_here", "不在本辖区居住"
    IDENTITY_UNCLEAR = "identity_unclear", "代表身份不符或无法核实"
    ADDRESS_UNCLEAR = "address_unclear", "住址不详"
    CONTACT_UNREACHABLE = "contact_unreachable", "联系不上本人"
    DUPLICATE = "duplicate", "重复登记"
    OTHER = "other", "其他"


class RedirectReason(models.TextChoices):
    """Why the community does not receive the deputy."""

    OTHER_COMMUNITY = "other_community", "住址属于其他社区"
    NOT_FOUND = "not_found", "本社区查无此人"
    MOVED_BEFORE = "moved_before", "报到前已搬离"
    OTHER = "other", "其他"


class EndReason(models.TextChoices):
    """Why a file ends."""

    MOVED_ON = "moved_on", "迁往别处"
    WENT_HOME = "went_home", "返回流出地"
    MANDATE_ENDED = "mandate_ended", "代表资格终止"
    MISTAKE = "mistake", "登记错误"
    WITHDRAWN = "withdrawn", "流出地撤回"
