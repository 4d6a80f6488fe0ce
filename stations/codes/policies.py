"""Who may do what to a code, a print or a screen now. Each raises Denied with the reason in Chinese."""

from deputies.mandates.queries import is_serving
from deputies.people.models import Deputy
from stations.activities.models import Activity
from stations.activities.policies import can_edit_activity
from stations.activities.policies import manages as manages_activity
from stations.codes.enums import BatchState
from stations.codes.models import Code, PrintBatch, Screen
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.jobs.enums import OPEN_JOB_STATES
from yunhe.kit.refusals import Denied, IllegalMove


def can_issue_code(user: User, subject: Station | Deputy | Activity) -> None:
    """Who manages the subject makes, reprints and revokes its code; a deputy's code: offices of origin and residence, and
    the deputy, who shows it on the own phone.
    """
    scope = scope_of(user)
    if isinstance(subject, Station):
        if not scope.is_staff_for(subject.organising_area):
            raise Denied(f"该站点由{subject.organising_area.name}主办，二维码请主办单位制作。")
        if not subject.is_active:
            raise Denied("该站点已停用，不能制作二维码。")
    elif isinstance(subject, Activity):
        can_edit_activity(user, subject)
    elif subject.user_id != user.pk and not any(
        scope.is_staff_for(area) for area in (subject.origin, subject.residence)
    ):
        raise Denied("代表码由流出地或流入地人大制作。")
    elif not is_serving(subject):
        raise Denied("该代表目前没有在任的代表资格，不能制作代表码。")


def can_revoke_code(user: User, code: Code) -> None:
    """Who may make a code may revoke it, also after its subject has been closed, cancelled or left office."""
    if not any(scope_of(user).is_staff_for(area) for area in code.areas):
        raise Denied("此码由主办单位管理，请联系主办单位。")
    if not code.is_in_force:
        raise IllegalMove("此码已经停用。")


def printing_area(user: User) -> Area:
    """Return the area for which `user` prints. Raises Denied for who holds no post."""
    area = scope_of(user).home_area
    if area is None:
        raise Denied("您的账号目前没有任职，不能打印。")
    return area


def can_resume_batch(user: User, batch: PrintBatch) -> None:
    """Staff of the batch's area go on with a batch whose job has ended without preparing it."""
    if not scope_of(user).is_staff_for(batch.area):
        raise Denied(f"这批码由{batch.area.name}打印，请联系打印单位。")
    if batch.state == BatchState.PREPARED:
        raise IllegalMove("这批码已经备好，可以直接打印。")
    if batch.job and batch.job.state in OPEN_JOB_STATES:
        raise IllegalMove("这批码正在准备，请稍候。")


def can_put_up(user: User, place: Station | Activity) -> None:
    """Who makes the code of a station or activity also puts up its screens."""
    if isinstance(place, Activity):
        can_edit_activity(user, place)
    else:
        can_issue_code(user, place)


def manages(user: User, screen: Screen) -> bool:
    """Whether `user` works for the side that organises what the screen shows."""
    if screen.activity:
        return manages_activity(user, screen.activity)
    return screen.station is not None and scope_of(user).is_staff_for(screen.station.organising_area)


def can_revoke(user: User, screen: Screen) -> None:
    """The organising side takes a screen down, also after the station has closed or the activity is over."""
    if not manages(user, screen):
        raise Denied("屏幕由站点或活动的主办单位管理，请联系主办单位。")
    if not screen.is_in_force:
        raise IllegalMove("这块屏幕已经停用。")
