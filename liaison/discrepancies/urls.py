"""Addresses of the discrepancy board."""

from django.urls import path

from liaison.discrepancies.views import board, statements

app_name = "discrepancies"
urlpatterns = [
    path("", board.discrepancy_list, name="discrepancy-list"),
    path("here/", statements.still_here_list, name="still-here-list"),
    path("mine/", statements.my_statements, name="my-statements"),
    path("<int:pk>/", board.discrepancy_detail, name="discrepancy-detail"),
    path("<int:pk>/settle/", board.discrepancy_settle, name="discrepancy-settle"),
    path("statements/<int:pk>/reveal/", board.statement_reveal, name="statement-reveal"),
    path("files/<int:pk>/state/", statements.statement_create, name="statement-create"),
    path("files/<int:pk>/still-here/", statements.statement_still_here, name="statement-still-here"),
]
