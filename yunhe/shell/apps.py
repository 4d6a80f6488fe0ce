from django.apps import AppConfig

from yunhe.kit.nouns import discover


class ShellConfig(AppConfig):
    name = "yunhe.shell"
    verbose_name = "页面框架"

    def ready(self):
        """Gather the menu entries that the nouns declare."""
        discover("menu")
