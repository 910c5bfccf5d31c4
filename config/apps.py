"""The wiring is an app, too, for the commands that start the service."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Carries `manage.py up`."""

    name = "config"
