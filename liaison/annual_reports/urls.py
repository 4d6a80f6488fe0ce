"""Addresses of annual reports."""

from django.urls import path

from liaison.annual_reports.views import reports as views

app_name = "annual_reports"
urlpatterns = [
    path("", views.report_list, name="report-list"),
    path("draft/", views.report_draft, name="report-draft"),
    path("decisions/", views.decision_list, name="decision-list"),
    path("decisions/<int:pk>/<slug:verb>/", views.decision_move, name="decision-move"),
    path("<int:pk>/", views.report_detail, name="report-detail"),
    path("<int:pk>/head/", views.report_head, name="report-head"),
    path("<int:pk>/refresh/", views.report_refresh, name="report-refresh"),
    path("<int:pk>/print/", views.report_print, name="report-print"),
    path("<int:pk>/word/", views.report_word, name="report-word"),
    path("<int:pk>/decisions/new/", views.decision_create, name="decision-create"),
    path("<int:pk>/sections/<slug:key>/", views.section_edit, name="section-edit"),
    path("<int:pk>/<slug:verb>/", views.report_move, name="report-move"),
]
