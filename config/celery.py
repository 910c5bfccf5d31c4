"""The Celery app: tasks are found in each app's tasks.py."""

import os
import signal
import threading
import time
from typing import Any

from celery import Celery
from celery.signals import celeryd_init, task_postrun, task_prerun, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("moderated-comments")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Celery closes the database connection around every task unless this very name is set.
app.conf["CELERY_DB_REUSE_MAX"] = 1000
app.autodiscover_tasks()


@celeryd_init.connect(weak=False)
def count_in_worker(**kwargs: Any) -> None:
    """Let the worker count, too; what it imports needs Django to be ready."""
    from config import metrics  # noqa: F401


@celeryd_init.connect(weak=False)
def keep_places(**kwargs: Any) -> None:
    """Let no hung Redis take the worker's places; no web process needs to load this."""
    from config import broker

    broker.install()


@task_prerun.connect(weak=False)
@task_postrun.connect(weak=False)
def close_broken_connections(**kwargs: Any) -> None:
    """Let go of a connection that has failed, or is old, as Django does around each request."""
    from django.db import close_old_connections

    close_old_connections()


@worker_ready.connect(weak=False)
def watch_over_beat(sender: Any = None, **kwargs: Any) -> None:
    """Let a worker with a beat inside end when that has died, to be started again with a new one.

    Celery would go on without: nobody would find what a lost bell left.
    """
    beat, name = sender.controller.beat, "watch over beat"
    if beat and name not in {thread.name for thread in threading.enumerate()}:
        threading.Thread(target=_end_with, args=(beat,), name=name, daemon=True).start()


def _end_with(beat: Any) -> None:
    from celery.worker import state  # no web process needs to load it

    while beat.is_alive():
        time.sleep(1)
    if state.should_stop is None:  # else both are on their way out
        os.kill(os.getpid(), signal.SIGTERM)
