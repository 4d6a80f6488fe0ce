"""Showing on a form what workflow refused."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def refuse(form: forms.BaseForm, error: ValidationError) -> None:
    """Put the errors of `error` at their fields, those of unknown fields at the top."""
    found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, sentences in found.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


class RefusableForm(forms.Form):
    """A form that can show what workflow refused; for pages that are no FormPage."""

    def refuse(self, error: ValidationError) -> None:
        """Put the errors of `error` at their fields, those of unknown fields at the top."""
        refuse(self, error)
