"""Puts our admin site in the place of Django's."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Django's admin, with our front page."""

    default_site = "moderation.desk.site.DeskSite"
