"""Addresses of elections."""

from django.urls import path

from liaison.elections import views
from liaison.elections.enums import Outcome

app_name = "elections"
urlpatterns = [
    path("", views.election_list, name="election-list"),
    path("new/", views.election_create, name="election-create"),
    path("decide/re-elected/", views.decide, {"outcome": Outcome.RE_ELECTED}, name="decide-re-elected"),
    path("decide/leaves/", views.decide, {"outcome": Outcome.LEAVES}, name="decide-leaves"),
    path("<int:pk>/", views.election_detail, name="election-detail"),
    path("<int:pk>/top-up/", views.election_top_up, name="election-top-up"),
    path("<int:pk>/begin/", views.election_begin, name="election-begin"),
]
