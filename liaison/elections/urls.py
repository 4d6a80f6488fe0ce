"""Addresses of changes of term."""

from django.urls import path

from liaison.elections import views
from liaison.elections.enums import Outcome

app_name = "elections"
urlpatterns = [
    path("", views.change_list, name="change-list"),
    path("new/", views.change_create, name="change-create"),
    path("decide/re-elected/", views.decide, {"outcome": Outcome.RE_ELECTED}, name="decide-re-elected"),
    path("decide/leaves/", views.decide, {"outcome": Outcome.LEAVES}, name="decide-leaves"),
    path("<int:pk>/", views.change_detail, name="change-detail"),
    path("<int:pk>/begin/", views.change_begin, name="change-begin"),
]
