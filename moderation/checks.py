"""Questions asked at start-up (`manage.py check --database default`), each with its mend."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from moderation import guards


@register(Tags.database)
def check_guards(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Say which triggers are missing from a database that has been migrated."""
    if not databases or "default" not in databases:
        return []
    if "comments_comment" not in connections["default"].introspection.table_names():
        return []
    return [
        Error(
            f"The trigger {name} is missing: the database does not guard this promise.",
            hint="Run `manage.py migrate`; it makes every missing trigger.",
            id="moderation.E001",
        )
        for name in guards.missing()
    ]


@register(Tags.security, deploy=True)
def check_mail(**kwargs: Any) -> list[CheckMessage]:
    """Say that authors who leave an e-mail are not told, though the form says that they are."""
    if settings.EMAIL_HOST:
        return []
    return [
        checks.Warning(
            "No mail server is named: authors who leave an e-mail are not told the decision.",
            hint="Set EMAIL_URL, for example smtp+tls://user:password@mail.example:587.",
            id="moderation.W001",
        )
    ]
