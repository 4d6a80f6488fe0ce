"""Addresses of sessions, the roll and leaves."""

from django.urls import path

from liaison.sessions.views import leaves, roll, sessions

app_name = "sessions"
urlpatterns = [
    path("", sessions.session_list, name="session-list"),
    path("new/", sessions.session_create, name="session-create"),
    path("<int:pk>/", sessions.session_detail, name="session-detail"),
    path("<int:pk>/edit/", sessions.session_edit, name="session-edit"),
    path("<int:pk>/summoned/", sessions.session_summoned, name="session-summoned"),
    path("<int:pk>/leave/", leaves.leave_for, name="leave-for"),
    path("<int:pk>/hold/", sessions.session_hold, name="session-hold"),
    path("<int:pk>/cancel/", sessions.session_cancel, name="session-cancel"),
    path("sittings/<int:pk>/roll/", roll.sitting_roll, name="sitting-roll"),
    path("summonses/", sessions.summons_list, name="summons-list"),
    path("summonses/<int:pk>/leave/", leaves.leave_ask, name="leave-ask"),
    path("leaves/", leaves.leave_list, name="leave-list"),
    path("leaves/<int:pk>/", leaves.leave_detail, name="leave-detail"),
    path("leaves/<int:pk>/<slug:verb>/", leaves.leave_move, name="leave-move"),
    path("mine/", leaves.my_sessions, name="my-sessions"),
]
