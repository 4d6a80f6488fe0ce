"""Addresses of the inbox."""

from django.urls import path

from yunhe.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("bell/", views.bell, name="bell"),
    path("read-all/", views.notice_read_all, name="notice-read-all"),
    path("settings/", views.settings_page, name="settings"),
    path("settings/confirm-again/", views.confirm_again, name="confirm-again"),
    path("settings/confirm/<str:token>/", views.email_confirm, name="email-confirm"),
    path("robots/", views.robot_list, name="robot-list"),
    path("robots/new/", views.robot_edit, name="robot-create"),
    path("robots/<int:pk>/", views.robot_edit, name="robot-edit"),
    path("robots/<int:pk>/try/", views.robot_try, name="robot-try"),
    path("deliveries/", views.delivery_list, name="delivery-list"),
    path("deliveries/again/", views.delivery_again, name="delivery-again"),
    path("<int:pk>/open/", views.notice_open, name="notice-open"),
    path("<int:pk>/read/", views.notice_read, name="notice-read"),
]
