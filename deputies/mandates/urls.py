"""Addresses of entering who is elected, of mandates, congress terms and their districts."""

from django.urls import path, register_converter

from deputies.mandates import views
from deputies.people.enums import CongressLevel


class LevelConverter:
    """A level of the congresses kept here: county or township."""

    regex = f"{CongressLevel.COUNTY}|{CongressLevel.TOWNSHIP}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LevelConverter, "level")

app_name = "mandates"
urlpatterns = [
    path("new/", views.deputy_create, name="deputy-create"),
    path("<int:pk>/mandates/new/<level:level>/", views.mandate_create, name="mandate-create"),
    path("terms/", views.term_list, name="term-list"),
    path("terms/new/", views.term_create, name="term-create"),
    path("terms/<int:pk>/", views.term_detail, name="term-detail"),
    path("terms/<int:pk>/edit/", views.term_edit, name="term-edit"),
    path("terms/<int:pk>/remove/", views.term_remove, name="term-remove"),
    path("districts/<int:pk>/remove/", views.district_remove, name="district-remove"),
    path("terms/<int:pk>/districts/new/", views.district_create, name="district-create"),
]
