"""Who besides the deputies is invited, and who was there."""

from typing import Any

from django import forms
from django.db.models import Q

from deputies.associates.forms import AssociatesField
from deputies.associates.models import Associate
from stations.activities.models import Activity, Guest
from yunhe.accounts.models import User


class GuestsForm(forms.Form):
    """People of the register in scope; those of the activity's team stand first."""

    associates = AssociatesField(
        "邀请的其他人员", required=False, help_text="名单里没有的，先到“代表—议事员等人员”登记。已点过名的不能移出。"
    )

    def __init__(self, *args: Any, user: User, activity: Activity, **kwargs: Any):
        current = list(activity.guests.values_list("associate_id", flat=True))
        chosen = current or self._team_of(activity)
        super().__init__(*args, **{**kwargs, "initial": {"associates": chosen}})
        offered = Associate.objects.visible_to(user).in_office().values("pk")
        rows = Associate.objects.filter(Q(pk__in=offered) | Q(pk__in=current)).select_related("area")
        self.fields["associates"].queryset = rows.order_by("area__path", "name_pinyin", "pk")  # type: ignore[attr-defined]

    @staticmethod
    def _team_of(activity: Activity) -> list[int]:
        """Return the members of the team who are no deputies: the first time they are ticked beforehand."""
        if not activity.team:
            return []
        members = activity.team.members.in_force().filter(associate__isnull=False)
        return list(members.values_list("associate_id", flat=True))


class _Guests(forms.ModelMultipleChoiceField):
    def label_from_instance(self, guest: Guest) -> str:
        return f"{guest.associate.name}（{guest.associate.get_kind_display()} · {guest.associate.area.short_name}）"


class GuestsPresentForm(forms.Form):
    """Who of the guests was there."""

    present = _Guests(Guest.objects.none(), label="到场的人", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any):
        guests = activity.guests.select_related("associate__area")
        came = [guest.pk for guest in guests if guest.was_present is not False]
        super().__init__(*args, **{**kwargs, "initial": {"present": came}})
        self.fields["present"].queryset = guests  # type: ignore[attr-defined]
