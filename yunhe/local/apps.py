from django.apps import AppConfig


class LocalConfig(AppConfig):
    name = "yunhe.local"
    verbose_name = "运行"

    def ready(self):
        """Register the system checks."""
        from yunhe.local import checks  # noqa: F401 registers itself
