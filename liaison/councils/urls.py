"""Addresses of council meetings."""

from django.urls import path

from liaison.councils import views

app_name = "councils"
urlpatterns = [
    path("", views.meeting_list, name="meeting-list"),
    path("new/", views.meeting_create, name="meeting-create"),
    path("<int:pk>/", views.meeting_detail, name="meeting-detail"),
    path("<int:pk>/edit/", views.meeting_edit, name="meeting-edit"),
    path("<int:pk>/roll/", views.meeting_roll, name="meeting-roll"),
    path("<int:pk>/hold/", views.meeting_hold, name="meeting-hold"),
    path("<int:pk>/cancel/", views.meeting_cancel, name="meeting-cancel"),
    path("<int:pk>/items/new/", views.item_add, name="item-add"),
    path("items/<int:pk>/edit/", views.item_edit, name="item-edit"),
    path("items/<int:pk>/drop/", views.item_drop, name="item-drop"),
    path("items/<int:pk>/conclusion/", views.item_conclude, name="item-conclude"),
    path("items/<int:pk>/votes/", views.item_count, name="item-count"),
]
