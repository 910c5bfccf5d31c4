"""A Django project around django-comments-xtd, run in an environment of its own.

As its tutorial sets it up: no confirmation by mail, its REST list under /comments/api/.
"""

import os
from pathlib import Path

HERE = Path(os.environ["XTD"])

SECRET_KEY = "measuring-alone"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "xtd_urls"
SITE_ID = 1
USE_TZ = True
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sites",
    "rest_framework",
    "django_comments_xtd",
    "django_comments",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(HERE / "xtd.sqlite3"),
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;"},
    }
}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_CONFIRM_EMAIL = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def fill() -> None:
    """Make the database, with a comment for each line of bodies.txt."""
    import django

    django.setup()
    from django.contrib.contenttypes.models import ContentType
    from django.contrib.sites.models import Site
    from django.core.management import call_command
    from django_comments_xtd.models import XtdComment

    call_command("migrate", verbosity=0)
    site = Site.objects.get()
    kind = ContentType.objects.get_for_model(Site)
    for number, body in enumerate((HERE / "bodies.txt").read_text(encoding="utf-8").splitlines()):
        XtdComment.objects.create(
            content_type=kind,
            object_pk=str(site.pk),
            site=site,
            user_name=f"Reader {number}",
            user_email="reader@mail.example",
            comment=body,
        )
