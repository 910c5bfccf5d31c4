"""Questions asked at start-up (`manage.py check --database default`), each with its mend."""

from collections.abc import Sequence
from typing import Any

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
