"""The desk: who said what may appear, and when."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Listens to the bell of `comments`, and guards the decisions after every migration."""

    name = "moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        """Connect the bells and the start-up checks."""
        from comments.signals import submitted
        from moderation import bell, checks, guards, receivers  # noqa: F401 - checks registers
        from moderation.signals import decided

        submitted.connect(bell.ring, dispatch_uid="moderation.ring")
        decided.connect(receivers.announce, dispatch_uid="moderation.announce")
        post_migrate.connect(guards.install_after_migrate, sender=self)
