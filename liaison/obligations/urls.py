"""Addresses of duties."""

from django.urls import path

from liaison.obligations.views import calendars, duties, templates

app_name = "obligations"
urlpatterns = [
    path("", calendars.calendar, name="calendar"),
    path("year/", calendars.year, name="year"),
    path("compliance/", calendars.compliance, name="compliance"),
    path("list/", duties.duty_list, name="duty-list"),
    path("<int:pk>/", duties.duty_detail, name="duty-detail"),
    path("<int:pk>/complete/", duties.duty_complete, name="duty-complete"),
    path("<int:pk>/evidence/", duties.evidence_add, name="evidence-add"),
    path("<int:pk>/skip/", duties.duty_skip, name="duty-skip"),
    path("<int:pk>/reopen/", duties.duty_reopen, name="duty-reopen"),
    path("<int:pk>/owner/", duties.owner_name, name="owner-name"),
    path("evidence/<int:pk>/", duties.evidence_file, name="evidence-file"),
    path("evidence/<int:pk>/remove/", duties.evidence_remove, name="evidence-remove"),
    path("rules/", templates.template_list, name="template-list"),
    path("rules/new/", templates.template_create, name="template-create"),
    path("rules/<int:pk>/", templates.template_detail, name="template-detail"),
    path("rules/<int:pk>/edit/", templates.template_edit, name="template-edit"),
    path("rules/<int:pk>/end/", templates.template_end, name="template-end"),
]
