"""Choosing deputies in a form."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from deputies.people.models import Deputy
from yunhe.accounts.models import User


class DeputyField(forms.ModelChoiceField):
    """One deputy, named with the origin."""

    def label_from_instance(self, deputy: Deputy) -> str:
        """Return 张三（赤石乡）."""
        return f"{deputy.name}（{deputy.origin.name}）"


class DeputiesField(forms.ModelMultipleChoiceField):
    """Several deputies, to be ticked, named with the origin; the form says who is offered."""

    label_from_instance = DeputyField.label_from_instance

    def __init__(self, label: str, **kwargs: Any):
        told = {"required": "请至少勾选一位代表。"}
        super().__init__(
            Deputy.objects.none(), label=label, widget=forms.CheckboxSelectMultiple, error_messages=told, **kwargs
        )


def choosable_deputies(user: User) -> QuerySet[Deputy]:
    """Return the deputies in office whom `user` may see, in order of pinyin."""
    return Deputy.objects.visible_to(user).serving().select_related("origin").order_by("name_pinyin", "pk")
