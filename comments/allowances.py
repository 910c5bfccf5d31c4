"""How often somebody may post: by address, by neighbourhood, by article; counted in the database.

One statement in the submission's own transaction counts all three, exactly and on every machine
alike, and a refused post is rolled back with it. Redis in front would save well under a
millisecond, would need this anyway when it is gone, and would then disagree with it.
"""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from comments.addresses import Origin
from comments.models import Allowance

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class SubmissionRefused(Exception):
    """The comment was not taken; `code` and `status` say why, `says` tells the reader."""

    code: ClassVar[str]
    status: ClassVar[int]
    says: ClassVar["StrPromise"]


class TooManyPosts(SubmissionRefused):
    """A limit is reached; `wait_seconds` tells when it is lifted."""

    code = "too_many_posts"
    status = 429
    says = _("Too many comments from your address. Please wait a moment.")

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(wait_seconds)
        self.wait_seconds = wait_seconds


class TooManyHere(TooManyPosts):
    """The article, or the reader's neighbourhood, gets more comments than can be normal."""

    code = "too_many_posts_here"
    says = _("Very many comments are coming in right now. Please wait a moment.")


class Limit(NamedTuple):
    """How many posts a minute may bring, and how the one too many is refused."""

    most: int
    refusal: type[TooManyPosts]


def spend(origin: Origin, article_url_sha256: str, *, posts_per_minute: int) -> None:
    """Count a post, atomically. Raises TooManyPosts; the caller's rollback then uncounts it.

    `posts_per_minute` is for one address; the wider limits are settings. 0 lifts a limit, and for
    the address all of them.
    """
    if not posts_per_minute:
        return
    limits = {
        origin.hash: Limit(posts_per_minute, TooManyPosts),
        f"net {origin.prefix}": Limit(settings.POSTS_PER_MINUTE_NETWORK, TooManyHere),
        # Cut to the column; 61 hex digits are no less unique.
        f"on {article_url_sha256}"[:64]: Limit(settings.POSTS_PER_MINUTE_ARTICLE, TooManyHere),
    }
    minute, second = divmod(int(time.time()), 60)
    used = _count({whose: limit for whose, limit in limits.items() if limit.most}, minute)
    for whose, limit in limits.items():
        if limit.most and used[whose] > limit.most:
            raise limit.refusal(wait_seconds=60 - second)


def forget_allowances() -> None:
    """Forget the counts of past minutes, and of future ones that a wrong clock left."""
    minute = int(time.time()) // 60
    Allowance.objects.exclude(minute__range=(minute - 1, minute + 1)).delete()


def _count(limits: Mapping[str, Limit], minute: int) -> dict[str, int]:
    """Return how many posts each has made in this minute, with this one."""
    # In one order for everybody, so that nobody waits in a circle for the others' rows.
    counted = [(whose, minute) for whose in sorted(limits)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO comments_allowance (address_hash, minute, used) VALUES "  # noqa: S608 - placeholders only
            + ", ".join(["(%s, %s, 1)"] * len(counted))
            + " ON CONFLICT (address_hash, minute) "
            "DO UPDATE SET used = comments_allowance.used + 1 RETURNING address_hash, used",
            [value for pair in counted for value in pair],
        )
        return dict(cursor.fetchall())
