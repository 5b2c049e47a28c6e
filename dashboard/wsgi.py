"""Gunicorn's door: `gunicorn dashboard.wsgi:server`."""

from __future__ import annotations

import sys
from logging.config import dictConfig

from core import settings
from core.errors import PatrolError
from core.store import Store
from dashboard.app import create_app
from dashboard.auth import refuse_public

dictConfig(
    {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": settings.log_level()},
    }
)

try:
    refuse_public()
    app = create_app(Store(settings.data_dir(), settings.city()))
except PatrolError as error:
    sys.exit(str(error))

server = app.server
