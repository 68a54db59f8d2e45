"""Many engines on one file in one process."""

import subprocess
import sys
from pathlib import Path

from tests.demonstration import demonstration
from zxdata.configuration import ROOT
from zxdata.snapshot import versions

OPENED = """
import sys
from pathlib import Path
from zxdata.store.engines import on_file
file = Path(sys.argv[1])
first = on_file(file)
first.connect().close()
for _ in range(60):
    engine = on_file(file)
    for connection in [engine.connect() for _ in range(3)]:
        connection.close()
    engine.dispose()
    del engine
print("done")
"""


def test_engines_on_a_file_that_another_holds_open_come_and_go() -> None:
    """Taken for one that had gone, a new one once waited without end."""
    file: Path = versions.current(demonstration().settings.snapshot_dir)
    command = [sys.executable, "-c", OPENED, str(file)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert said.stdout == "done\n", said.stderr[-500:]
