"""The project package: areas, accounts, audit, imports, jobs, notices, privacy, local services and the web shell.

It knows nothing of deputies, stations and liaison. Read in this order: settings, areas, accounts, audit, web.
"""

from yunhe.celery import app as celery_app
