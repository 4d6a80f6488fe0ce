"""Addresses of people who are no deputies."""

from django.urls import path

from deputies.associates import views

app_name = "associates"
urlpatterns = [
    path("", views.associate_list, name="associate-list"),
    path("new/", views.associate_create, name="associate-create"),
    path("<int:pk>/", views.associate_detail, name="associate-detail"),
    path("<int:pk>/edit/", views.associate_edit, name="associate-edit"),
    path("<int:pk>/renew/", views.associate_renew, name="associate-renew"),
    path("<int:pk>/end/", views.associate_end, name="associate-end"),
    path("<int:pk>/reveal/", views.associate_reveal, name="associate-reveal"),
]
