"""Proof of work, where a site asks for it: ALTCHA's protocol, our own server, nobody else's.

A challenge is signed for one address and the number of comments it has sent: the next comment
makes every earlier solution worthless, so that none is used twice and none has to be remembered.
"""

import json
import secrets
import time
from base64 import b64decode
from datetime import timedelta
from typing import Any

import altcha
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.models import Contact, Site

WINDOW = timedelta(days=1)
VALID_SECONDS = 60 * 60
# A reader's phone computes some 50,000 to 500,000 of these hashes in a second (our own client).
LEAST_WORK, MOST_WORK = 50_000, 150_000


def posts_of(site: Site, address_hash: str) -> int:
    """Return how many comments an address sent to a site within a day."""
    since = timezone.now() - WINDOW
    sent = Contact.objects.filter(address_hash=address_hash, comment__site=site)
    return sent.filter(comment__submitted_at__gt=since).count()


def is_proof_due(site: Site, address_hash: str) -> bool:
    """Return whether the next comment of an address needs a proof of work."""
    most = site.proof_after_posts
    return most is not None and posts_of(site, address_hash) >= most


def challenge(site: Site, address_hash: str) -> dict[str, Any]:
    """Return a challenge for the next comment of an address, as ALTCHA's clients read it."""
    made = altcha.create_challenge(
        "SHA-256",
        cost=1,
        counter=LEAST_WORK + secrets.randbelow(MOST_WORK - LEAST_WORK),
        expires_at=int(time.time()) + VALID_SECONDS,
        data={"for": _bearer(site, address_hash)},
        hmac_secret=_key(settings.SECRET_KEY),
    )
    return made.to_dict()


def is_proven(proof: str, site: Site, address_hash: str) -> bool:
    """Return whether a solution is right, in time, and made for the next comment of an address."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(altcha.verify_solution(proof, _key(key)).verified for key in keys):
        return False
    data = json.loads(b64decode(proof))["challenge"]["parameters"].get("data", {})
    return bool(data.get("for") == _bearer(site, address_hash))


def _bearer(site: Site, address_hash: str) -> str:
    sent = posts_of(site, address_hash)
    text = f"{site.pk}:{address_hash}:{sent}"
    return salted_hmac("comments.proof.bearer", text, algorithm="sha256").hexdigest()[:32]


def _key(secret: str) -> str:
    return salted_hmac("comments.proof", "key", secret=secret, algorithm="sha256").hexdigest()
