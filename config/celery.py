"""The Celery app: tasks are found in each app's tasks.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("moderated-comments")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Celery closes the database connection around every task unless this very name is set.
app.conf["CELERY_DB_REUSE_MAX"] = 1000
app.autodiscover_tasks()
