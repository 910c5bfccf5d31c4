"""What readers write and what readers see."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """Knows nothing of moderation: it rings `signals.submitted` and shows what was approved."""

    name = "comments"
    verbose_name = _("Comments")

    def ready(self) -> None:
        """Keep the guards on the words in place after every migration."""
        from comments import guards

        post_migrate.connect(guards.install_after_migrate, sender=self)
