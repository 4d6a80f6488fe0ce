"""One settings file for every environment; what differs comes from the environment (see README, 生产部署)."""

from pathlib import Path

from csp.constants import NONE, SELF

from yunhe.database.addresses import database, further_database, pool, queue
from yunhe.env import BASE_DIR, env, secret

SECRET_KEY = secret("SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
FONT_FILE = env.str("FONT_FILE", default="")  # Chinese font for the captions of code pictures; "" searches the system
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")  # printed into every QR code
STATE_DIR = Path(env.str("STATE_DIR", default=str(BASE_DIR / ".data")))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "import_export",
    "yunhe.database",
    "yunhe.areas",
    "yunhe.accounts",
    "yunhe.audit",
    "yunhe.trail",
    "yunhe.jobs",
    "yunhe.imports",
    "yunhe.notices",
    "yunhe.health",
    "yunhe.web",
    "yunhe.shell",
    "deputies",
    "stations",
    "liaison",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "yunhe.shell.compressed_pages.CompressedPagesMiddleware",
    "yunhe.web.ready.middleware.ReadyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "yunhe.shell.device_features.DeviceFeaturesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yunhe.audit.middleware.RequestFactsMiddleware",
    "yunhe.accounts.middleware.IdleTimeoutMiddleware",
    "yunhe.accounts.middleware.PrivatePagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yunhe.web.addresses.NulFreeMiddleware",
    "yunhe.web.forms.once.SentOnceMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "yunhe.urls"
WSGI_APPLICATION = "yunhe.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yunhe.shell.context.shell",
            ],
            "builtins": ["django.templatetags.static", "yunhe.web.templatetags.ui"],
        },
    }
]

DATABASE_PROGRAM = database("DATABASE_URL")
DATABASE_OWNER = further_database("DATABASE_OWNER_URL", DATABASE_PROGRAM)  # migrates; None: the program's account does
DATABASE_WORKER = further_database(
    "DATABASE_WORKER_URL", DATABASE_PROGRAM
)  # for long work; None: the same as for pages
DATABASE_PATIENT = env.bool("DATABASE_PATIENT", default=False)  # this process does long work
_ACCOUNT = DATABASE_WORKER if DATABASE_WORKER and DATABASE_PATIENT else DATABASE_PROGRAM
DATABASES = {
    "default": {
        **_ACCOUNT,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # a pooled connection may be older than the server
        "OPTIONS": {**_ACCOUNT["OPTIONS"], "pool": pool(is_patient=DATABASE_PATIENT)},
        "DISABLE_SERVER_SIDE_CURSORS": env.bool("DATABASE_THROUGH_POOLER", default=False),  # PgBouncer, by transaction
        "TEST": {"NAME": env.str("YUNHE_TEST_DB", default="test_yunhe")},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = queue()
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "socket_connect_timeout": 1,
            "socket_timeout": 2,
            "serializer": "yunhe.kit.plain_cache.PlainValues",
        },
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A broker that is away costs a page about nothing: the errand is written down (yunhe.jobs.errands).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
    "max_retries": 0,
}
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="yunhe")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULER = "yunhe.health.heartbeat:HeartbeatScheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "yunhe.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "yunhe.accounts.passwords.MixedCharacters"},
    {"NAME": "yunhe.accounts.passwords.NothingPersonal"},
    {"NAME": "yunhe.accounts.passwords.NotCommon"},
    {"NAME": "yunhe.accounts.passwords.NotUsedBefore"},
]
PASSWORD_MAX_AGE_DAYS = int(env.str("PASSWORD_MAX_AGE_DAYS", default="") or 90)  # 0: passwords do not expire
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
# Failures of half an hour: of one name from everywhere, of one address with any name (yunhe.accounts.lockout).
NAME_FAILURE_LIMIT = env.int("NAME_FAILURE_LIMIT", default=20)
ADDRESS_FAILURE_LIMIT = env.int("ADDRESS_FAILURE_LIMIT", default=60)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the waiting time that the page names holds
AXES_LOCKOUT_CALLABLE = "yunhe.accounts.lockout.locked_response"
AXES_CLIENT_IP_CALLABLE = "yunhe.audit.client.client_ip"
AXES_DISABLE_ACCESS_LOG = True  # the audit trail keeps sign-ins
AXES_VERBOSE = False
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])  # addresses or networks whose X-Forwarded-For is believed
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
SESSION_HOURS = env.int("SESSION_HOURS", default=12)  # after so many a person signs in anew; 0: never
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
HTTPS = env.bool("HTTPS", default=False)
TLS_HERE = env.bool("TLS_HERE", default=False)  # `make run TLS=1`: the web process itself speaks TLS, for trying out
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS and not TLS_HERE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and not TLS_HERE
if HTTPS:  # browsers then take these from this very host alone, over HTTPS, for the whole site
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and not TLS_HERE else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

FILTERS_EMPTY_CHOICE_LABEL = "全部"

# The notice on personal data (个人信息保护法 17): raise the version after changing its text, and everyone reads it again.
PRIVACY_NOTICE_VERSION = "2026-1"
PRIVACY_CONTACT = env.str("PRIVACY_CONTACT", default="县人大常委会办公室")
OFFICE_PHONE = env.str("OFFICE_PHONE", default="")  # of PRIVACY_CONTACT; shown wherever somebody is locked out

# Keys that encrypt personal data at rest, newest first; the first encrypts, all decrypt.
PRIVACY_KEYS = [key for key in secret("PRIVACY_KEYS", default=SECRET_KEY).split(",") if key]

# Keys that sign the audit trail, newest first; the first signs, all verify. What proves that nothing was cut off lies outside
# the database: the anchors' folder, and a line that is mailed every day.
AUDIT_KEYS = [key for key in secret("AUDIT_KEYS", default=",".join(PRIVACY_KEYS)).split(",") if key]
AUDIT_ANCHORS = Path(env.str("AUDIT_ANCHORS", default=str(STATE_DIR / "audit")))
AUDIT_WITNESSES = "yunhe:audit:written"  # in Redis: what was written and is not sealed yet
AUDIT_DIGEST_TO = env.list("AUDIT_DIGEST_TO", default=[])  # mail addresses

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(STATE_DIR / "static")))
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/echarts", BASE_DIR / "node_modules" / "echarts" / "dist"),  # fetched at set-up, see package-lock.json
    ("vendor/htmx", BASE_DIR / "node_modules" / "htmx.org" / "dist"),
    ("vendor/qr", BASE_DIR / "node_modules" / "qr"),
]
# `make run` and the tests serve the source folder; production collects, hashes, compresses and caches for good.
WHITENOISE_USE_FINDERS = env.bool("STATIC_FROM_SOURCE", default=DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "yunhe.shell.static_files.HashedStaticFiles",
        "OPTIONS": {"file_permissions_mode": 0o644},  # root collects them, the web process reads them
    },
}
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(STATE_DIR / "media")))
MEDIA_URL = "media/"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "yunhe.kit.uploads.BoundedUpload",  # first: nothing is taken in of a request that is too large
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_MAX_BYTES = 96 * 1024 * 1024  # of one request: eight photos of 10 MB and what is written beside them
UPLOAD_MAX_BYTES_UNKNOWN = 36 * 1024 * 1024  # of somebody who is not signed in: three photos
IMPORT_MAX_BYTES = 10 * 1024 * 1024
IMPORT_MAX_ROWS = 20_000
KEEP_ID_NUMBERS = env.bool("KEEP_ID_NUMBERS", default=False)  # identity numbers only where the county needs them
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_USE_TRANSACTIONS = True

# Holidays and make-up working days beyond the published table, as ISO dates.
EXTRA_HOLIDAYS = frozenset(env.list("EXTRA_HOLIDAYS", default=[]))
EXTRA_WORKDAYS = frozenset(env.list("EXTRA_WORKDAYS", default=[]))

VOTER_NOTICE_VERSION = "2026-1"  # the notice on personal data that voters read: raise it after changing its text

EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env.str("EMAIL_HOST", default="") or "localhost"
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = secret("EMAIL_HOST_PASSWORD", default=" ").strip()
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=False)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="") or "yunhe@localhost"
# A group robot may only be called under one of these; the program calls nothing else outside.
ROBOT_ADDRESSES = env.list("ROBOT_ADDRESSES", default=["https://oapi.dingtalk.com/robot/send?"])

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"no_sweeps": {"()": "yunhe.jobs.quiet.NoSweeps"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        name: {"filters": ["no_sweeps"]} for name in ("celery.app.trace", "celery.worker.strategy", "celery.beat")
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
