"""The WSGI application that granian serves: the front for hot public answers, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django = get_wsgi_application()

from comments.front import Front  # noqa: E402 - the settings come first

application = Front(_django)
