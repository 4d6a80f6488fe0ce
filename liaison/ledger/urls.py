"""Addresses of the ledger."""

from django.urls import path

from liaison.ledger.views import entries, keepers, registers, rounds

app_name = "ledger"
urlpatterns = [
    path("", rounds.round_list, name="round-list"),
    path("open/", rounds.round_open, name="round-open"),
    path("countersign/", rounds.countersign_many, name="countersign-many"),
    path("mine/", entries.my_ledger, name="my-ledger"),
    path("keepers/", keepers.keeper_list, name="keeper-list"),
    path("keepers/areas/<int:pk>/", keepers.keeper_name, name="keeper-name"),
    path("keepers/<int:pk>/accept/", keepers.keeper_accept, name="keeper-accept"),
    path("entries/<int:pk>/", entries.entry_detail, name="entry-detail"),
    path("entries/<int:pk>/reveal/", entries.entry_reveal, name="entry-reveal"),
    path("entries/<int:pk>/confirm/", entries.entry_confirm, name="entry-confirm"),
    path("entries/<int:pk>/countersign/", entries.entry_countersign, name="entry-countersign"),
    path("entries/<int:pk>/send-back/", entries.entry_send_back, name="entry-send-back"),
    path("entries/<int:pk>/unlock/", entries.entry_unlock, name="entry-unlock"),
    path("entries/<int:pk>/remark/", entries.entry_remark, name="entry-remark"),
    path("entries/<int:pk>/print/", registers.entry_print, name="entry-print"),
    path("<slug:half>/", rounds.round_detail, name="round-detail"),
    path("<slug:half>/print/", registers.register_list, name="register-list"),
    path("<slug:half>/print/<int:pk>/", registers.register_print, name="register-print"),
]
