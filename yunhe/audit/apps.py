from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "yunhe.audit"
    verbose_name = "审计"
