"""Addresses of printing, below those of the codes."""

from django.urls import path

from stations.printing import views

urlpatterns = [
    path("codes/print/", views.code_print, name="code-print"),
    path("codes/prints/", views.print_list, name="print-list"),
    path("codes/prints/new/", views.print_create, name="print-create"),
    path("codes/prints/<int:pk>/", views.print_detail, name="print-detail"),
    path("codes/prints/<int:pk>/resume/", views.print_resume, name="print-resume"),
    path("codes/prints/<int:pk>/sheet/", views.print_sheet, name="print-sheet"),
    path("codes/reprints/", views.reprint_list, name="reprint-list"),
    path("codes/reprints/start/", views.reprint_start, name="reprint-start"),
]
