from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "yunhe.health"
    verbose_name = "运行"

    def ready(self):
        """Register the system checks."""
        from yunhe.health import checks  # noqa: F401 registers itself
