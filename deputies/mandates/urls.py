"""Addresses of congress terms and their districts."""

from django.urls import path

from deputies.mandates import views

app_name = "mandates"
urlpatterns = [
    path("terms/", views.term_list, name="term-list"),
    path("terms/new/", views.term_create, name="term-create"),
    path("terms/<int:pk>/", views.term_detail, name="term-detail"),
    path("terms/<int:pk>/edit/", views.term_edit, name="term-edit"),
    path("terms/<int:pk>/districts/new/", views.district_create, name="district-create"),
]
