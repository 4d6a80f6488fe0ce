"""Addresses of teams."""

from django.urls import path

from deputies.teams import views

app_name = "teams"
urlpatterns = [
    path("", views.team_list, name="team-list"),
    path("new/", views.team_create, name="team-create"),
    path("mine/", views.my_teams, name="my-teams"),
    path("<int:pk>/", views.team_detail, name="team-detail"),
    path("<int:pk>/edit/", views.team_edit, name="team-edit"),
    path("<int:pk>/disband/", views.team_disband, name="team-disband"),
    path("<int:pk>/card/", views.team_card, name="team-card"),
    path("<int:pk>/deputies/", views.deputies_add, name="deputies-add"),
    path("<int:pk>/others/", views.other_add, name="other-add"),
    path("members/<int:pk>/", views.member_edit, name="member-edit"),
    path("members/<int:pk>/end/", views.member_end, name="member-end"),
    path("members/<int:pk>/reveal/", views.member_reveal, name="member-reveal"),
]
