"""Schemathesis asks every address of the OpenAPI file what it does with data right and wrong."""

import os
from collections import Counter
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as examples
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.stack import Stack

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "40"))  # for each address and method
counted: Counter[str] = Counter()
schema = schemathesis.openapi.from_path(settings.BASE_DIR / "config" / "schema.yaml")


@schema.parametrize()
@examples(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_documented_and_none_is_a_defect(case: Any, stack: Stack) -> None:
    answer = case.call(base_url=stack.url)
    counted["requests sent"] += 1
    counted["5xx"] += answer.status_code >= 500
    counted["undocumented answers"] += 1  # until it is known to be documented
    case.validate_response(
        answer,
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
            unsupported_method,
        ],
    )
    counted["undocumented answers"] -= 1


@pytest.fixture(scope="module", autouse=True)
def _counted() -> Any:
    """Tell how many requests were sent and what came of them, for whoever runs this with -s."""
    yield
    print(", ".join(f"{name}: {count}" for name, count in counted.items()))  # noqa: T201
    assert counted["requests sent"] > EXAMPLES
