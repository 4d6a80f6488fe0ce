"""Addresses of the register of deputies."""

from django.urls import path

from deputies.people import views

app_name = "deputies"
urlpatterns = [
    path("", views.deputy_list, name="deputy-list"),
    path("mine/", views.my_record, name="my-record"),
    path("<int:pk>/", views.deputy_detail, name="deputy-detail"),
    path("<int:pk>/edit/", views.deputy_edit, name="deputy-edit"),
    path("<int:pk>/reveal/", views.deputy_reveal, name="deputy-reveal"),
    path("<int:pk>/account/", views.account_open, name="account-open"),
    path("<int:pk>/account/reset/", views.account_reset, name="account-reset"),
    path("<int:pk>/account/code/", views.account_code, name="account-code"),
]
