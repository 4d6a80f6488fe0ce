"""Ways of checking in and leaving, how sure a check-in is, and why one is refused."""

from django.db import models


class CheckInWay(models.TextChoices):
    """How presence was recorded."""

    STATION_CODE = "station_code", "扫联络站码"
    ACTIVITY_CODE = "activity_code", "扫活动码"
    SCREEN_CODE = "screen_code", "扫屏幕码"
    DEPUTY_CODE = "deputy_code", "负责人扫代表码"
    KEEPER = "keeper", "负责人登记"
    AFTERWARDS = "afterwards", "事后补登"


class Proof(models.TextChoices):
    """How strongly a check-in proves presence, strongest first: it follows from the way."""

    SCREEN = "screen", "屏幕码"
    KEEPER = "keeper", "负责人"
    PRINTED = "printed", "张贴码"
    AFTERWARDS = "afterwards", "事后"


#: what each way proves: a screen code cannot be photographed ahead, a keeper has seen the deputy, a printed code can be copied
PROOF_OF: dict[str, Proof] = {
    CheckInWay.SCREEN_CODE: Proof.SCREEN,
    CheckInWay.DEPUTY_CODE: Proof.KEEPER,
    CheckInWay.KEEPER: Proof.KEEPER,
    CheckInWay.STATION_CODE: Proof.PRINTED,
    CheckInWay.ACTIVITY_CODE: Proof.PRINTED,
    CheckInWay.AFTERWARDS: Proof.AFTERWARDS,
}


class SheetMark(models.TextChoices):
    """What a sign-in sheet says of somebody."""

    PRESENT = "present", "到场"
    AWAY = "away", "请假或未到，不登记"
    EMPTY = "empty", "没有签名，不登记"
    UNCLEAR = "unclear", "看不出到没到，不登记"


class DepartureWay(models.TextChoices):
    """How the end of a stay was recorded."""

    SELF = "self", "本人签退"
    KEEPER = "keeper", "负责人签退"
    AUTOMATIC = "automatic", "自动签退"


class CheckInRefusal(models.TextChoices):
    """Why a check-in was not taken; the label says it to the person and names what to do."""

    UNKNOWN_CODE = "unknown_code", "没有找到这个码，请核对短码，或改扫站点最新张贴的码"
    CODE_REVOKED = "code_revoked", "此码已停用，请扫站点最新张贴的码"
    CODE_NOT_YET = "code_not_yet", "扫码时此码还没有启用，请核对手机时间，或请负责人补登"
    NOT_A_DEPUTY = "not_a_deputy", "您的账号没有关联代表档案，请联系所在乡镇（街道）人大"
    NO_PLACE = "no_place", "代表码不能用来签到，请扫联络站码或活动码"
    NO_DEPUTY_CODE = "no_deputy_code", "这不是代表码，请扫代表出示的代表码"
    NOT_SERVING = "not_serving", "您目前没有在任的代表资格，不能签到，如有疑问请联系选区所在的人大"
    STATION_CLOSED = "station_closed", "该站点已停用，请到上级联络站签到"
    ACTIVITY_CANCELLED = "activity_cancelled", "该活动已取消，不用签到；如仍举行，请联系组织者"
    TOO_EARLY = "too_early", "活动签到尚未开始，请在签到时段内再扫"
    TOO_LATE = "too_late", "活动签到已经结束，请联系组织者补登"
    SCREEN_EXPIRED = "screen_expired", "屏幕上的码已经换过（超过 90 秒），请看着屏幕重新扫一次"
    SCREEN_FORGED = "screen_forged", "这个屏幕码不是本系统显示的，请看着站点的屏幕重新扫一次"
    IN_THE_FUTURE = "in_the_future", "扫码时间晚于现在，请校准手机时间后重新扫"
    TOO_OLD = "too_old", "扫码已超过 72 小时，不能再补传，请联系负责人事后补登"
    ASKS_WHY = "asks_why", "短时间内已在几个站点签到，请写明原因再签"
    NOT_YOURS = "not_yours", "您不能为这个站点或活动登记签到，请联系主办单位"
