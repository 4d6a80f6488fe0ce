"""Addresses of the register of deputies."""

from django.urls import path, register_converter

from deputies.mandates.enums import CongressLevel
from deputies.people import views


class LevelConverter:
    """A level of the congresses kept here: county or township."""

    regex = f"{CongressLevel.COUNTY}|{CongressLevel.TOWNSHIP}"

    def to_python(self, value: str) -> str:
        """Return the level as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the level as it stands."""
        return value


register_converter(LevelConverter, "level")

app_name = "deputies"
urlpatterns = [
    path("", views.deputy_list, name="deputy-list"),
    path("new/", views.deputy_create, name="deputy-create"),
    path("mine/", views.my_record, name="my-record"),
    path("<int:pk>/", views.deputy_detail, name="deputy-detail"),
    path("<int:pk>/edit/", views.deputy_edit, name="deputy-edit"),
    path("<int:pk>/reveal/", views.deputy_reveal, name="deputy-reveal"),
    path("<int:pk>/account/", views.account_open, name="account-open"),
    path("<int:pk>/account/reset/", views.account_reset, name="account-reset"),
    path("<int:pk>/mandates/new/<level:level>/", views.mandate_create, name="mandate-create"),
]
