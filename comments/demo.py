"""The demo site of a first start."""

from django.conf import settings

from comments.models import Host, Site


def install() -> None:
    """Make the demo site, unless the installation has a site already."""
    if Site.objects.exists():
        return
    site = Site.objects.create(name="Demo news")
    for name in {"127.0.0.1", "localhost", settings.PUBLIC_HOST}:
        Host.objects.create(site=site, name=name)
