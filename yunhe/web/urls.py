"""Addresses of saved views of lists."""

from django.urls import path

from yunhe.web import views

app_name = "web"
urlpatterns = [
    path("views/", views.saved_view_list, name="saved-view-list"),
    path("views/new/", views.saved_view_create, name="saved-view-create"),
    path("views/<int:pk>/edit/", views.saved_view_edit, name="saved-view-edit"),
    path("views/<int:pk>/delete/", views.saved_view_delete, name="saved-view-delete"),
]
