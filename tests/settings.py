"""The service's own settings, in a throw-away folder."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="comments-tests-"))
os.environ.setdefault("SECRET_KEY", "tests-alone-use-this-key")

from config.settings import *  # noqa: F403
from config.settings import DATA_DIR, DATABASE

DATABASE["TEST"] = {"NAME": None}
if DATABASE["ENGINE"] == "config.sqlite":
    # A file, not memory: threads and processes meet in it as they do in production.
    DATABASE["TEST"]["NAME"] = str(DATA_DIR / "tests.sqlite3")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
POSTS_PER_MINUTE = 0  # tests of the limit set their own
