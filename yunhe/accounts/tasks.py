"""Daily tidying of what has run out."""

from importlib import import_module

from axes.models import AccessAttempt
from celery import shared_task
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from yunhe.accounts.lockout import COOL_OFF
from yunhe.accounts.models import OpenSession
from yunhe.jobs.beat import beat


@shared_task
@beat("sign-ins-tidy", hour=3, minute=20)
def tidy_sign_ins() -> int:
    """Delete expired sessions and failed attempts whose lock has run out; return the number of attempts deleted."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    OpenSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    number, _ = AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - COOL_OFF).delete()
    return number
