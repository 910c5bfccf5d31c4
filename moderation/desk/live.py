"""What happens to the cards on a moderator's screen: decided by somebody, or being looked at.

Who looks at what is kept in the cache alone, for some seconds: without Redis nobody sees it.
"""

import logging
import time
from typing import Any

from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis.exceptions import RedisError

from comments.models import Comment
from moderation.decisions import PENDING
from moderation.desk.roles import SEE, moderator_of, sites_where
from moderation.desk.words import told
from moderation.models import Decision

ASK_SECONDS = 5  # how often a screen asks
LOOK_SECONDS = 15  # how long a look lasts when nothing more is heard
CARDS_MAX = 200

logger = logging.getLogger(__name__)


def live(request: HttpRequest) -> HttpResponse:
    """Tell what became of the cards shown (`cards`), and note which one is looked at (`at`)."""
    user = moderator_of(request)
    shown = _numbers(request.GET.get("cards", ""))[:CARDS_MAX]
    at = next(iter(_numbers(request.GET.get("at", ""))), 0)
    reachable = Comment.objects.filter(pk__in=shown, site__in=sites_where(user, SEE))
    states = dict(reachable.values_list("pk", "status"))
    decided = [pk for pk, status in states.items() if status != PENDING]
    newest = Decision.objects.filter(comment__in=decided).order_by("comment_version")
    in_force = {one.comment_id: one for one in newest.select_related("moderator")}
    return JsonResponse(
        {
            "decided": {pk: _as_json(one) for pk, one in in_force.items()},
            "looking": _looking(user, [pk for pk in states if pk not in in_force], at),
        }
    )


def _as_json(decision: Decision) -> dict[str, Any]:
    return {"version": decision.comment_version, "status": decision.now, "says": told(decision)}


def _looking(user: User, shown: list[int], at: int) -> dict[int, list[str]]:
    """Return the names of the others who look at a card now, and keep where this one looks."""
    now = time.time()
    keys = {f"looking:{pk}": pk for pk in shown}
    try:
        kept = cache.get_many(keys)
        if at in shown:
            lookers = kept.get(f"looking:{at}", {}) | {user.pk: (user.get_username(), now)}
            cache.set(f"looking:{at}", _still(lookers, now), LOOK_SECONDS)
    except RedisError as gone:
        logger.warning("who looks at what is not known: %s", type(gone).__name__)
        return {}
    others = {
        keys[key]: [name for pk, (name, _at) in _still(lookers, now).items() if pk != user.pk]
        for key, lookers in kept.items()
    }
    return {pk: names for pk, names in others.items() if names}


def _still(lookers: dict[int, tuple[str, float]], now: float) -> dict[int, tuple[str, float]]:
    return {pk: look for pk, look in lookers.items() if now - look[1] < LOOK_SECONDS}


def _numbers(text: str) -> list[int]:
    words = text.split(",")
    return [int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 18]
