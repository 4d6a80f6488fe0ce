"""Choosing deputies in a form."""

from django import forms

from deputies.people.models import Deputy


class DeputyField(forms.ModelChoiceField):
    """One deputy, named with the origin."""

    def label_from_instance(self, deputy: Deputy) -> str:
        """Return 张三（赤石乡）."""
        return f"{deputy.name}（{deputy.origin.name}）"


class DeputiesField(forms.ModelMultipleChoiceField):
    """Several deputies, named with the origin."""

    label_from_instance = DeputyField.label_from_instance
