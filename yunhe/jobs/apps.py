from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "yunhe.jobs"
    verbose_name = "后台任务"
