"""The committed OpenAPI document is the one that the code gives."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command


def test_the_committed_schema_is_up_to_date(tmp_path: Path) -> None:
    made = tmp_path / "schema.yaml"

    call_command("spectacular", validate=True, fail_on_warn=True, file=str(made))

    committed = settings.BASE_DIR / "config" / "schema.yaml"
    remedy = "run: python manage.py spectacular --file config/schema.yaml"
    assert made.read_text(encoding="utf-8") == committed.read_text(encoding="utf-8"), remedy
