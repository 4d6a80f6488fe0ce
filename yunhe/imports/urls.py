"""Addresses of imports."""

from django.urls import path

from yunhe.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.import_list, name="import-list"),
    path("new/", views.import_create, name="import-create"),
    path("template/<slug:register>/", views.import_template, name="import-template"),
    path("<int:pk>/", views.import_detail, name="import-detail"),
    path("<int:pk>/progress/", views.import_progress, name="import-progress"),
    path("<int:pk>/columns/", views.import_columns, name="import-columns"),
    path("<int:pk>/options/", views.import_options, name="import-options"),
    path("rows/<int:pk>/", views.import_row, name="import-row"),
    path("<int:pk>/confirm/", views.import_confirm, name="import-confirm"),
    path("<int:pk>/cancel/", views.import_cancel, name="import-cancel"),
    path("<int:pk>/undo/", views.import_undo, name="import-undo"),
    path("<int:pk>/refused/", views.import_refused, name="import-refused"),
]
