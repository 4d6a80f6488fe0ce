"""A form that can say what workflow refused."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class RefusableForm(forms.Form):
    """A form that can show what workflow refused."""

    def refuse(self, error: ValidationError) -> None:
        """Put the errors of `error` at their fields, those of unknown fields at the top."""
        found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, sentences in found.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)
