"""A Celery app for one test: two periods, one of ours and one of Celery's own; PERIOD chooses."""

import os

from celery import Celery
from celery.schedules import schedule

from config.beat import every

PERIODS = {"steady": every(0.5), "usual": schedule(0.5)}

app = Celery(broker=os.environ["REDIS_URL"])
app.conf.beat_schedule = {"tick": {"task": "tick", "schedule": PERIODS[os.environ["PERIOD"]]}}
