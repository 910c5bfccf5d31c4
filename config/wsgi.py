"""The WSGI application that granian serves: what is UTF-8, the front for hot answers, Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django = get_wsgi_application()

from comments.front import Front  # noqa: E402 - the settings come first
from config.charsets import Reading  # noqa: E402

application = Reading(Front(_django))
