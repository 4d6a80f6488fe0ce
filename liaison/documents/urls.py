"""Addresses of documents."""

from django.urls import path

from liaison.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.document_list, name="document-list"),
    path("new/", views.document_create, name="document-create"),
    path("<int:pk>/", views.document_detail, name="document-detail"),
    path("<int:pk>/editions/new/", views.edition_create, name="edition-create"),
    path("<int:pk>/obligations/", views.obligation_link, name="obligation-link"),
    path("obligations/<int:pk>/unlink/", views.obligation_unlink, name="obligation-unlink"),
    path("editions/<int:pk>/file/", views.edition_file, name="edition-file"),
    path("<int:pk>/abolish/", views.document_abolish, name="document-abolish"),
    path("<int:pk>/restore/", views.document_restore, name="document-restore"),
]
