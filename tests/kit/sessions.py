"""Sessions without a form: what a browser holds once somebody has signed in."""

import time
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from yunhe.accounts.models import User
from yunhe.accounts.sessions import LAST_SEEN

BACKEND = "django.contrib.auth.backends.ModelBackend"


def session_of(user: User | None, **facts) -> str:
    """Open a session, signed in as `user` where there is one, that holds `facts`; return its key."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    if user is not None:
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.update({LAST_SEEN: int(time.time()), **facts})
    session.create()
    return session.session_key
