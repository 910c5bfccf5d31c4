"""Times as the API gives them, for templates."""

from datetime import datetime

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def moment(value: str | datetime) -> datetime:
    """Return a time, given as such or in ISO 8601, in the time zone of the pages."""
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    return timezone.localtime(read)
