"""Addresses of urgings."""

from django.urls import path

from liaison.urgings import views

app_name = "urgings"
urlpatterns = [
    path("", views.urging_list, name="urging-list"),
    path("<int:pk>/", views.urging_detail, name="urging-detail"),
    path("<int:pk>/move/<slug:verb>/", views.urging_move, name="urging-move"),
    path("concern/<int:pk>/", views.concern_urge, name="urge-concern"),
    path("suggestion/<int:pk>/", views.suggestion_urge, name="urge-suggestion"),
    path("registration/<int:pk>/", views.registration_urge, name="urge-registration"),
    path("obligation/<int:pk>/", views.obligation_urge, name="urge-obligation"),
]
