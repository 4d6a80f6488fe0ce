from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "yunhe.database"
    verbose_name = "数据库"

    def ready(self):
        """Register the system checks."""
        from yunhe.database import checks  # noqa: F401 registers itself
