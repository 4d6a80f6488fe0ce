"""Whom an activity invites, and leave."""

from collections.abc import Iterable
from typing import Any

from django import forms

from deputies.people.fields import DeputiesField, choosable_deputies
from deputies.people.models import Deputy
from stations.activities.enums import GROUPS, InviteeGroup
from stations.activities.models import Activity
from stations.activities.queries import invitees
from yunhe.accounts.models import User
from yunhe.areas.enums import TOWNSHIPS
from yunhe.areas.models import Area


class InviteForm(forms.Form):
    """The four groups with their numbers, the places that households left, and single deputies."""

    groups = forms.MultipleChoiceField(label="按人群邀请", required=False, widget=forms.CheckboxSelectMultiple)
    origins = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label="搬迁户原籍乡镇",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="选了“搬迁户原籍地的代表”才用：邀请这些乡镇选出、不住在本地的代表。",
    )
    single = DeputiesField("单独邀请", required=False)

    def __init__(self, *args: Any, user: User, activity: Activity, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.activity = activity
        unit = activity.organising_area.unit or activity.organising_area
        townships = Area.objects.units().current().filter(kind__in=TOWNSHIPS, parent_id=unit.parent_id)
        self.fields["origins"].queryset = townships.exclude(pk=unit.pk).order_by("order", "code")
        self.fields["groups"].choices = [(group.value, self._said(group)) for group in GROUPS]
        invited = activity.invitations.values("deputy_id")
        self.fields["single"].queryset = choosable_deputies(user).exclude(pk__in=invited)

    def _said(self, group: InviteeGroup) -> str:
        if group == InviteeGroup.LEFT_PLACES:
            return f"{group.label}（请在下面选乡镇）"
        return f"{group.label}（{invitees(self.activity, group).count()} 人）"

    def clean(self) -> dict[str, Any]:
        """Something must be chosen, and places that households left need their townships."""
        data = super().clean() or {}
        if not data.get("groups") and not data.get("single"):
            raise forms.ValidationError("请至少选择一类人群或一位代表。")
        if InviteeGroup.LEFT_PLACES in data.get("groups", []) and not data.get("origins"):
            self.add_error("origins", "请选择搬迁户原籍的乡镇。")
        return data

    def facts(self) -> dict[InviteeGroup, Iterable[Deputy]]:
        """Return the deputies of each chosen group, the groups in their order."""
        data = self.cleaned_data
        found: dict[InviteeGroup, Iterable[Deputy]] = {
            group: invitees(self.activity, group, data["origins"]) for group in GROUPS if group in data["groups"]
        }
        found[InviteeGroup.ADDED] = data["single"]
        return found
