"""One table for all that a run of the benchmarks measures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bench.limits import Table


@pytest.fixture(autouse=True, scope="session")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every process finds its bytecode written, as after an installation."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("bytecode")))
        yield


@pytest.fixture(scope="session")
def table() -> Iterator[Table]:
    found = Table()
    yield found
    if found.lines:
        print(found)
