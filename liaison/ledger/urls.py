"""Addresses of the ledger."""

from django.urls import path

from liaison.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.round_list, name="round-list"),
    path("countersign/", views.countersign_many, name="countersign-many"),
    path("entries/<int:pk>/", views.entry_detail, name="entry-detail"),
    path("entries/<int:pk>/confirm/", views.entry_confirm, name="entry-confirm"),
    path("entries/<int:pk>/countersign/", views.entry_countersign, name="entry-countersign"),
    path("entries/<int:pk>/send-back/", views.entry_send_back, name="entry-send-back"),
    path("entries/<int:pk>/unlock/", views.entry_unlock, name="entry-unlock"),
    path("<slug:half>/", views.round_detail, name="round-detail"),
]
