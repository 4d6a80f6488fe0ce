"""Addresses of check-ins, the scanner and a deputy's own duties."""

from django.urls import path

from stations.presence import views

app_name = "presence"
urlpatterns = [
    path("<int:pk>/check-in/", views.check_in_record, name="check-in-record"),
    path("activities/<int:pk>/check-in/", views.attendance_record, name="attendance-record"),
    path("activities/<int:pk>/roll-call/", views.roll_call, name="roll-call"),
    path("activities/<int:pk>/paper-list/", views.paper_list, name="paper-list"),
    path("activities/<int:pk>/sheet-import/", views.sheet_import, name="sheet-import"),
    path("check-ins/", views.check_in_list, name="check-in-list"),
    path("check-ins/<int:pk>/", views.check_in_detail, name="check-in-detail"),
    path("check-ins/<int:pk>/undo/", views.check_in_undo, name="check-in-undo"),
    path("check-ins/<int:pk>/leave/", views.check_in_leave, name="check-in-leave"),
    path("mine/", views.my_duties, name="my-duties"),
    path("mine/<int:pk>/leave/", views.my_leave, name="my-leave"),
    path("scan/", views.scan, name="scan"),
    path("scan/deputies/", views.scan_deputies, name="scan-deputies"),
]
