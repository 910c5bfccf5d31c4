"""Schemathesis asks every address of the OpenAPI file what it does with data right and wrong."""

import os
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
schema = schemathesis.openapi.from_path(settings.BASE_DIR / "config" / "schema.yaml")


@schema.parametrize()
@examples(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_documented_and_none_is_a_defect(case: Any, stack: Stack) -> None:
    case.call_and_validate(
        base_url=stack.url,
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
            unsupported_method,
        ],
    )


@pytest.fixture(scope="module", autouse=True)
def _counted() -> Any:
    """Tell how many requests were sent, for whoever runs this with -s."""
    yield
    print(f"{EXAMPLES} examples for each of {len(list(schema.get_all_operations()))} operations")  # noqa: T201
