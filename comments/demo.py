"""Two article pages of our own writing, so that a new installation has something to talk about."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from comments.framing import guard
from comments.models import Article, Host, Site
from comments.sites import canonical_url


class Story(NamedTuple):
    """A demo article; its text is the template of the same name."""

    slug: str
    language: str
    title: str


STORIES = {
    story.slug: story
    for story in (
        Story("bridge-reopens", "en", "Bridge reopens after two years of repair"),
        Story("pirdi-kon", "ckb", "پردەکە دوای دوو ساڵ نۆژەنکردنەوە کرایەوە"),
    )
}


def install() -> None:
    """Make the demo site with its two articles, unless there is a site already."""
    with transaction.atomic():
        if Site.objects.exists():
            return
        site = Site.objects.create(name="Demo news", language="en")
        hosts = dict.fromkeys(("127.0.0.1", "localhost", settings.PUBLIC_HOST))
        Host.objects.bulk_create(Host(name=host, site=site) for host in hosts if host)
        Article.objects.bulk_create(
            Article(site=site, url=story_url(story), title=story.title, language=story.language)
            for story in STORIES.values()
        )


def story_url(story: Story) -> str:
    """Return the canonical address of a demo article."""
    return canonical_url(settings.PUBLIC_URL + reverse("demo", args=[story.slug]))


@require_safe
def story_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a demo article; there is none where no site publishes under the service's own host."""
    story = STORIES.get(slug)
    host = urlsplit(settings.PUBLIC_URL).hostname
    if story is None or not Host.objects.filter(name=host).exists():
        raise Http404
    with translation.override(story.language):
        context = {"story": story, "url": story_url(story), "stories": STORIES.values()}
        return guard(render(request, f"comments/demo/{slug}.html", context))
