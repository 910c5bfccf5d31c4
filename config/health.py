"""What operators ask: is the process alive, and can it serve?"""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from moderation import guards


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process lives; asks nothing of anybody."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when comments can be taken, else 503; without Redis the service is degraded."""
    try:
        states = {"database": "ok", "migrations": _migrations(), "triggers": _triggers()}
    except DatabaseError as gone:
        states = {"database": type(gone).__name__}
    ready = all(state == "ok" for state in states.values())
    states["redis"] = _redis(settings.REDIS_URL)
    if settings.CACHE_URL != settings.REDIS_URL:
        states["cache"] = _redis(settings.CACHE_URL)
    return JsonResponse(states, status=200 if ready else 503)


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} missing: run manage.py migrate" if missing else "ok"


def _triggers() -> str:
    missing = guards.missing()
    return f"missing {', '.join(missing)}: run manage.py migrate" if missing else "ok"


def _redis(url: str) -> str:
    server = redis.Redis.from_url(url, **settings.REDIS_PATIENCE)
    try:
        server.ping()
    except redis.RedisError as gone:
        return f"degraded: {type(gone).__name__}"
    finally:
        server.close()
    return "ok"
