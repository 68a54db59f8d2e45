"""What tests leave in memory: nothing, whatever ended them."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.postgres import MIGRATED, database
from tests.sharing import run_folder


def test_what_a_killed_run_left_goes_with_the_next_and_a_running_one_keeps_its_own(tmp_path: Path) -> None:
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom tests.sharing import run_folder\n"
        "with run_folder(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'large').write_text('x')\n    print(folder, flush=True)\n    time.sleep(60)\n"
    )
    other = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        left = Path(other.stdout.readline().strip())
        with run_folder(tmp_path) as own:
            assert (left / "large").exists() and own.exists()
        assert not own.exists()
    finally:
        other.kill()
        other.wait()
    assert (left / "large").exists()
    with run_folder(tmp_path) as own:
        assert [*tmp_path.iterdir()] == [own]


@pytest.mark.postgresql
def test_a_database_goes_with_its_test_though_somebody_is_connected(postgresql: str) -> None:
    plain = postgresql.replace("+psycopg", "")

    def there() -> set[str]:
        with psycopg.connect(f"{plain}/postgres") as connection:
            return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}

    before = there()
    with database(postgresql, MIGRATED) as engine:
        name = str(engine.url.database)
        assert there() - before == {name}
        connected = psycopg.connect(f"{plain}/{name}")
        assert connected.execute("SELECT count(*) FROM proposals").fetchone() == (0,)
    assert there() == before
