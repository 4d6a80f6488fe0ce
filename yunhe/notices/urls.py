"""Addresses of the inbox."""

from django.urls import path

from yunhe.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("bell/", views.bell, name="bell"),
    path("read-all/", views.notice_read_all, name="notice-read-all"),
    path("<int:pk>/open/", views.notice_open, name="notice-open"),
    path("<int:pk>/read/", views.notice_read, name="notice-read"),
]
