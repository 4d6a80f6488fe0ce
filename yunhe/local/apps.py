from django.apps import AppConfig


class LocalConfig(AppConfig):
    name = "yunhe.local"
    verbose_name = "运行"
