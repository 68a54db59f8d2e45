"""Calls made up from the description of the paths: whatever is asked, no call breaks the server."""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance
from starlette.applications import Starlette

CALLS = int(os.environ.get("API_CALLS", "5"))  # make api asks for more


def test_no_call_that_can_be_made_up_breaks_the_server(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from api import ROUTES

    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", Starlette(routes=ROUTES))
    operations: list[Any] = list(described.get_all_operations())
    asked: Counter[str] = Counter()
    for found in operations:
        operation = found.ok()

        @settings(max_examples=CALLS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            asked[case.path] += 1
            case.call_and_validate(checks=[not_a_server_error, content_type_conformance, response_schema_conformance])

        ask()
    with capsys.disabled():
        print(f"\n{asked.total()} 次询问：" + "，".join(f"{path} {calls}" for path, calls in asked.items()))
    assert {"/api/v1/metrics", "/api/v1/query", "/api/v1/rows", "/api/v1/ask", "/readyz"} <= set(asked)
