from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "yunhe.notices"
    verbose_name = "通知"

    def ready(self):
        """Follow accounts that wait for the security administrator."""
        from yunhe.accounts.workflow.people import waiting_began
        from yunhe.notices.jobs import tell_of_waiting_account_later

        waiting_began.add(tell_of_waiting_account_later)
