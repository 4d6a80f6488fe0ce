"""Forms of saved views."""

from typing import ClassVar

from django import forms
from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from yunhe.web.lists.listing import PLACES
from yunhe.web.models import SavedView

NOT_KEPT = (*PLACES, "csrfmiddlewaretoken")


class SavedViewForm(forms.ModelForm):
    """Title and default mark of a view."""

    class Meta:
        model = SavedView
        fields: tuple[str, ...] = ("title", "is_default")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs["autocomplete"] = "off"

    def clean_title(self):
        """Refuse a second view of the same list with the same title."""
        title = self.cleaned_data["title"].strip()
        same = SavedView.objects.filter(user=self.instance.user, path=self.instance.path, title=title)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("这个列表已有同名视图，请换一个名称。")
        return title


class NewViewForm(SavedViewForm):
    """The view that is on the screen now, to be kept."""

    class Meta(SavedViewForm.Meta):
        fields = ("list_name", "path", "query", "title", "is_default")
        widgets: ClassVar = dict.fromkeys(("list_name", "path", "query"), forms.HiddenInput)

    def clean_path(self):
        """Refuse anything but an address of this site."""
        path = self.cleaned_data["path"]
        if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, set()):
            raise forms.ValidationError("列表地址不正确。")
        self.instance.path = path
        return path

    def clean_query(self):
        """Keep the conditions, not the page number."""
        query = QueryDict(self.cleaned_data["query"], mutable=True)
        for name in NOT_KEPT:
            query.pop(name, None)
        return query.urlencode() or "all=1"
