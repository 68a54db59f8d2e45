"""The command line: what it is told, what it says where, and its exit codes."""

import csv
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import create_engine, text

from tests.commands import Said, command, configured
from zxdata.configuration import ROOT
from zxdata.datasets import DATASETS

UNITS = "单位编号,名称\nU1,市教育委员会\n"
PROPOSALS = "提案号,标题,类别,提交日期\nT1,关于校车的建议,教育,2025-03-05\nT2,关于食堂的建议,教育,2025-03-06\n"
EVENTS = "提案号,节点,时间,单位,结果\nT1,交办,2025-03-10,市教育委员会,\nT1,答复,2025-05-09,市教育委员会,A\n"
Tell = Callable[..., Said]


@pytest.fixture
def tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Tell]:
    """Runs commands against an installation of the test's own, with an empty ledger."""
    with configured(tmp_path):
        assert command(capsys, "init").code == 0
        yield lambda *words: command(capsys, *words)


def file(folder: Path, name: str, content: str) -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def rows(folder: Path, table: str) -> int:
    with create_engine(f"sqlite:///{folder / 'ledger.db'}").connect() as connection:
        return int(connection.execute(text(f"select count(*) from {table}")).scalar_one())


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'pandas', 'duckdb', 'streamlit', 'scipy', 'alembic'}"
    program = f"import sys; from zxdata.cli import main; main(['--help']); sys.exit(bool({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("init", "demo", "import", "query", "rows", "export", "check"))


def test_help_is_in_the_language_of_its_readers(tell: Tell) -> None:
    for words in ((), ("query",), ("import",), ("demo",), ("brief",)):
        said = tell(*words, "--help")
        assert said.code == 0 and "写法：" in said.out and "显示这份说明" in said.out
        for foreign in ("Usage", "Options", "Commands", "Arguments", "Show this", "required", "default"):
            assert foreign not in said.out, (words, foreign)


def test_a_fault_that_is_logged_gives_away_no_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "snapshot").write_text("no folder", encoding="utf-8")
    with configured(
        tmp_path, ZX_SECRET_KEY="0123456789abcdef-never-told", ZX_SMTP_URL="smtp://a:never-told@127.0.0.1:25"
    ):
        assert command(capsys, "init").code == 0
        said = command(capsys, "refresh")
    assert (said.code, said.out) == (2, "") and "Traceback" in said.err
    assert "never-told" not in said.err and len(said.err) < 10_000


def test_the_program_answers_through_python_m() -> None:
    done = subprocess.run([sys.executable, "-m", "zxdata", "qery"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "没有名为“qery”的命令。您要找的是不是 query？\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("query",), "缺少 METRIC"),
        (("export", "overview"), "缺少 --out"),
        (("query", "proposals.filed", "--frm", "2025-01-01"), "没有名为“--frm”的选项。您要找的是不是 --from"),
        (("query", "proposals.filed", "--from"), "选项 --from 后面缺少值"),
        (("query", "proposals.filed", "--from", "2025-13-01"), "“2025-13-01”不是日期，应如 2025-09-30"),
        (("query", "proposals.filed", "--from", "2025-02-01", "--to", "2025-01-01"), "晚于"),
        (("query", "proposals.filed", "--format", "xml"), "可用 json、csv、table"),
        (("query", "proposals.filed", "--where", "category"), "应写作 维度=值"),
        (("query", "proposals.fild"), "您要找的是不是 proposals.filed"),
        (("query", "proposals.filed", "--by", "distrct"), "您要找的是不是 district"),
        (("query", "proposals.filed", "--by", "platform"), "不能按 platform"),
        (("query", "proposals.filed", "--region", "火星区"), "没有名为“火星区”的区划"),
        (("query", "proposals.filed", "--where", "category=教肓"), "没有名为“教肓”的类别"),
        (("rows", "proposals.filed", "--limit", "几行"), "“几行”不是整数"),
        (("demo", "--scale", "huge"), "“huge”不能用"),
        (("export", "overvew", "--out", "a.xlsx"), "您要找的是不是 overview"),
        (("export", "overview", "--out", "a.odt"), "没有名为“odt”的导出格式"),
        (("export", "overview", "--out", "没有的文件夹"), "或是已有的文件夹；“没有的文件夹”都不是"),
        (("--db", "sqlite:///a.db", "query", "proposals.filed"), "选项 --db 要写在命令后面"),
        (("import", "没有这个文件.csv"), "没有这个文件.csv"),
        (("import", "a.csv", "--dataset", "proposal"), "您要找的是不是 proposals"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_question_is_one_sentence_and_exit_code_2(tell: Tell, words: tuple[str, ...], sentence: str) -> None:
    said = tell(*words)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_init_says_from_which_revision_to_which_and_leaves_the_tables_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with configured(tmp_path):
        first, second = command(capsys, "init"), command(capsys, "init")
    assert "从无表到 0" in first.out
    assert "已是最新版本 0" in second.out
    assert rows(tmp_path, "regions") == rows(tmp_path, "proposals") == 0


def test_init_with_divisions_loads_the_home_division(tell: Tell, tmp_path: Path) -> None:
    shipped = (ROOT / "assets/divisions/500000/regions.csv").read_text(encoding="utf-8").strip().splitlines()
    assert tell("init", "--divisions").code == 0
    assert rows(tmp_path, "regions") == len(shipped) - 1


def test_settings_can_be_pasted_into_a_file_and_hide_the_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ZX_REFRESH_SECONDS")
    with configured(tmp_path):
        said = command(capsys, "settings", "--db", "postgresql+psycopg://cockpit:geheim@db.example/zhengxie")
    assert said.code == 0
    assert "geheim" not in said.out
    shown = tomllib.loads(said.out)
    assert shown["database_url"] == "postgresql+psycopg://cockpit:***@db.example/zhengxie"
    assert shown["today"] == "2025-09-30"
    assert shown["refresh_seconds"] == 10


def test_templates_has_one_workbook_a_dataset(tell: Tell, tmp_path: Path) -> None:
    said = tell("templates", tmp_path / "模板")
    written = [Path(line) for line in said.out.splitlines()]
    assert said.code == 0
    assert len(written) == len(DATASETS)
    assert all(path.exists() for path in written)


def test_templates_can_be_had_without_a_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with configured(tmp_path):
        said = command(capsys, "templates", str(tmp_path / "模板"))
    assert said.code == 0
    assert len(said.out.splitlines()) == len(DATASETS)
    assert "没有取自台账的下拉" in said.err


def test_files_are_imported_in_the_order_in_which_they_refer_to_each_other(tell: Tell, tmp_path: Path) -> None:
    files = [file(tmp_path, "c.csv", EVENTS), file(tmp_path, "b.csv", PROPOSALS), file(tmp_path, "a.csv", UNITS)]
    said = tell("import", *files)
    assert said.code == 0
    assert rows(tmp_path, "proposal_events") == 2


def test_an_import_twice_changes_nothing_and_says_so(tell: Tell, tmp_path: Path) -> None:
    path = file(tmp_path, "提案.csv", PROPOSALS)
    first, second = tell("import", path, "--json").json, tell("import", path, "--json").json
    assert (first["read"], first["accepted"], first["unchanged"], first["refused"]) == (2, 2, 0, 0)
    assert (second["read"], second["accepted"], second["unchanged"], second["refused"]) == (2, 0, 2, 0)


def test_refused_rows_make_exit_code_1_and_a_report_but_do_not_block_the_others(tell: Tell, tmp_path: Path) -> None:
    path = file(tmp_path, "提案.csv", PROPOSALS + "T3,没有日期,教育,\n")
    said = tell("import", path, "--report", tmp_path / "退回.xlsx")
    assert said.code == 1
    assert "退回 1 行" in said.out
    assert "第 4 行提交日期" in said.err
    assert rows(tmp_path, "proposals") == 2
    sheet = openpyxl.load_workbook(tmp_path / "退回.xlsx").active
    assert "必填项没有填" in str(sheet.cell(4, 1).value)


def test_a_strict_import_with_a_refused_row_writes_nothing(tell: Tell, tmp_path: Path) -> None:
    path = file(tmp_path, "提案.csv", PROPOSALS + "T3,没有日期,教育,\n")
    receipt = tell("import", path, "--strict", "--json").json
    assert receipt["read"] == receipt["accepted"] + receipt["unchanged"] + receipt["refused"] == 3
    assert rows(tmp_path, "proposals") == 0


def test_a_dry_run_writes_nothing(tell: Tell, tmp_path: Path) -> None:
    receipt = tell("import", file(tmp_path, "提案.csv", PROPOSALS), "--dry-run", "--json").json
    assert receipt["accepted"] == 2
    assert rows(tmp_path, "proposals") == 0


def test_demonstration_data_never_joins_real_rows(tell: Tell, tmp_path: Path) -> None:
    tell("import", file(tmp_path, "提案.csv", PROPOSALS))
    said = tell("demo")
    assert said.code == 2
    assert "演示数据不能和真实数据放在一起" in said.err
    assert rows(tmp_path, "proposals") == 2


def test_refresh_tells_version_rows_and_seconds(tell: Tell, tmp_path: Path) -> None:
    tell("import", file(tmp_path, "提案.csv", PROPOSALS))
    first, again, full = (tomllib.loads(tell("refresh", *more).out) for more in ((), (), ("--full",)))
    assert (first["version"][:7], first["rows"]) == ("v000001", 2)
    assert first["seconds"] > 0
    assert again["version"] == first["version"]
    assert full["version"][:7] == "v000002"


def test_refresh_loads_no_page(tell: Tell) -> None:
    pages = "{'zxdata.views', 'zxdata.metrics.answer', 'scipy'}"
    program = f"import sys; from zxdata.cli import main; main(['refresh']); sys.exit(bool({pages} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and 'version = "v000001' in done.stdout


def test_an_import_is_seen_by_the_next_question(tell: Tell, tmp_path: Path) -> None:
    asked = tell("query", "proposals.submitted").json
    before = asked["rows"]
    assert asked["not_handed_in"] == {"proposals.submitted": ["proposals"]}
    tell("import", file(tmp_path, "提案.csv", PROPOSALS))
    found = tell("query", "proposals.submitted").json
    assert "not_handed_in" not in found
    after = found["rows"]
    assert (before, after) == ([{"proposals.submitted": None}], [{"proposals.submitted": 2}])


def test_another_database_is_never_answered_from_the_configured_ones_snapshot(tell: Tell, tmp_path: Path) -> None:
    tell("import", file(tmp_path, "提案.csv", PROPOSALS))
    assert tell("query", "proposals.submitted").json["rows"][0]["proposals.submitted"] == 2
    other = f"sqlite:///{tmp_path / 'other.db'}"
    tell("init", "--db", other)
    assert tell("query", "proposals.submitted", "--db", other).json["rows"][0]["proposals.submitted"] is None
    assert tell("query", "proposals.submitted").json["rows"][0]["proposals.submitted"] == 2


def test_a_ledger_without_proposals_has_none_to_count(tell: Tell, tmp_path: Path) -> None:
    def counted() -> tuple[int, int]:
        found = tell("metrics", "--json", "--db", f"sqlite:///{tmp_path / 'ledger.db'}").json
        of = {each["key"]: each["rows"] for each in found}
        return of["proposals.reply_rate"], of["consultation.meetings"]

    assert counted() == (0, 0)
    tell("import", file(tmp_path, "提案.csv", PROPOSALS))
    assert counted() == (2, 0)


def test_a_ledger_out_of_reach_leaves_the_last_snapshot_and_says_so(tell: Tell, tmp_path: Path) -> None:
    tell("import", file(tmp_path, "提案.csv", PROPOSALS))
    tell("refresh")
    (tmp_path / "ledger.db").write_bytes(b"not a database, but long enough to be looked at " * 100)
    said = tell("query", "proposals.submitted")
    assert said.code == 0
    assert said.json["rows"] == [{"proposals.submitted": 2}]
    assert "以下取自" in said.err
    assert "v000001" in said.err


def test_a_database_without_tables_is_named_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with configured(tmp_path):
        said = command(capsys, "query", "proposals.filed")
    assert said.code == 2
    assert "请运行 python -m zxdata init" in said.err


def test_what_a_file_leaves_open_is_asked_and_answered_by_options(tell: Tell, tmp_path: Path) -> None:
    assert tell("init").code == 0
    sheet = file(tmp_path, "监督.csv", "事项编号,题目,提出日期,责任单位\nF1,甲,3月5日,水利局\n")
    asked = tell("import", str(sheet))
    assert asked.code == 1
    assert "哪一年" in asked.err and "--year" in asked.err and "--new-units" in asked.err
    assert tell("import", str(sheet), "--year", "2025", "--new-units").code == 0
    (question, *_) = tell("import", str(sheet), "--dry-run", "--json").json["questions"]
    assert question["key"] == "year" and {"value": "2025", "words": "2025 年（今年）"} in question["choices"]
    assert tell("import", str(sheet), "--order", "年").code == 2
    assert tell("import", str(sheet), "--same", "水利局").code == 2


def test_no_text_of_a_csv_runs_in_a_spreadsheet_and_it_comes_in_again_as_it_was(tell: Tell, tmp_path: Path) -> None:
    assert tell("init").code == 0
    source = Path(__file__).parents[1] / "intake" / "data" / "formula_injection.csv"
    assert tell("import", str(source)).code == 0
    said = tell("rows", "proposals.submitted", "--format", "csv").out
    assert not [cell for line in csv.reader(said.splitlines()) for cell in line if cell.startswith(tuple("=+-@"))]
    assert "'=HYPERLINK(" in said and "'-2+3" in said and "'+1+1" in said and "'@SUM" in said
    lines = list(csv.DictReader(said.splitlines()))
    again = "提案号,标题,类别,提交日期\n" + "\n".join(
        ",".join(f'"{row[name].replace(chr(34), chr(34) * 2)}"' for name in ("no", "title", "category", "submitted_on"))
        for row in lines
    )
    assert "未变 2 行" in tell("import", str(file(tmp_path, "再来.csv", again))).out
