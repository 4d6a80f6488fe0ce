"""The one flow status of a deputy (流动状态): where he stands between the place of origin and the place where he lives."""

from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django_filters import ChoiceFilter, Filter

from deputies.people.additions import Addition
from liaison.registration.enums import EndReason, FlowStatus, RegistrationState
from liaison.registration.models import Registration
from yunhe.web.lists.columns import badged

#: a file under way says where its deputy stands
OF_STATE = {
    RegistrationState.URGED: FlowStatus.URGED,
    RegistrationState.RETURNED: FlowStatus.URGED,
    RegistrationState.SUBMITTED: FlowStatus.TO_VERIFY,
    RegistrationState.VERIFIED: FlowStatus.TO_RECEIVE,
    RegistrationState.CO_MANAGED: FlowStatus.CO_MANAGED,
}


def with_flow(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return deputies with `flow`, exactly one status each: that of the open file, else what the residence says."""
    files = Registration.objects.filter(deputy=OuterRef("pk"))
    went_home = Exists(files.filter(end_reason=EndReason.WENT_HOME))
    at_home = Q(residence__unit=F("origin__unit"))
    return rows.annotate(
        open_file=Subquery(files.open().values("state")[:1]),
        flow=Case(
            *(When(open_file=state, then=Value(status)) for state, status in OF_STATE.items()),
            When(Q(residence=None) & ~Q(residence_outside=""), then=Value(FlowStatus.OUTSIDE)),
            When(residence=None, then=Value(FlowStatus.UNKNOWN)),
            When(at_home & went_home, then=Value(FlowStatus.BACK)),
            When(at_home, then=Value(FlowStatus.AT_HOME)),
            When(residence__unit=None, then=Value(FlowStatus.UNKNOWN)),
            default=Value(FlowStatus.TO_URGE),
            output_field=CharField(),
        ),
    )


def _look(deputy: Any) -> tuple[str, str]:
    status = FlowStatus(deputy.flow)
    return str(status.label), status.tone


def flow_filter() -> Filter:
    """Return the filter of the register by the status."""
    return ChoiceFilter(label="流动状态", field_name="flow", choices=FlowStatus, empty_label="不限")


ADDITION = Addition("flow", with_flow, badged("flow", "流动状态", _look, sort=("flow",)), flow_filter)
