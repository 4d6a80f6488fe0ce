"""Addresses of records that look like one person."""

from django.urls import path

from deputies.merges import views

app_name = "merges"
urlpatterns = [
    path("pairs/", views.pair_list, name="pair-list"),
    path("", views.merge_list, name="merge-list"),
    path("<int:pk>/", views.merge_detail, name="merge-detail"),
    path("<int:pk>/undo/", views.merge_undo, name="merge-undo"),
    path("new/<int:pk>/<int:other>/", views.merge_create, name="merge-create"),
    path("distinctions/", views.distinction_list, name="distinction-list"),
    path("distinctions/new/<int:pk>/<int:other>/", views.distinction_create, name="distinction-create"),
    path("distinctions/end/", views.distinctions_end, name="distinctions-end"),
]
