from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "yunhe.imports"
    verbose_name = "导入"
