"""Choosing deputies in a form."""

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
    """Several deputies, named with the origin."""

    label_from_instance = DeputyField.label_from_instance


def choosable_deputies(user: User) -> QuerySet[Deputy]:
    """Return the deputies in office whom `user` may see, in order of pinyin."""
    return Deputy.objects.visible_to(user).serving().select_related("origin").order_by("name_pinyin", "pk")
