"""Named views and notes: the cockpit's own tables, on SQLite and PostgreSQL."""

from datetime import date

import pytest
from sqlalchemy import Engine, text

from zxdata.errors import WrongUse
from zxdata.workspace import annotations, saved_views
from zxdata.workspace.annotations import annotate, annotated, erase
from zxdata.workspace.saved_views import forget, save, saved


def test_a_saved_view_is_listed_by_name_with_its_query(ledger: Engine) -> None:
    save(ledger, "  九龙坡  教育 ", "proposals", "region=500107&category=%E6%95%99%E8%82%B2")
    save(ledger, "一季度", "overview", "from=2025-01-01&to=2025-03-31")
    assert {(v.name, v.page, v.query) for v in saved(ledger)} == {
        ("九龙坡 教育", "proposals", "region=500107&category=%E6%95%99%E8%82%B2"),
        ("一季度", "overview", "from=2025-01-01&to=2025-03-31"),
    }
    with ledger.connect() as connection:
        rows = connection.execute(text("select name, page from saved_views order by name")).all()
    assert {tuple(row) for row in rows} == {("九龙坡 教育", "proposals"), ("一季度", "overview")}


def test_a_name_is_given_once_and_never_empty(ledger: Engine) -> None:
    save(ledger, "一季度", "overview", "")
    with pytest.raises(WrongUse, match="已有名为“一季度”的视图"):
        save(ledger, "一季度", "coverage", "")
    with pytest.raises(WrongUse, match="现在有 0 个"):
        save(ledger, "   ", "coverage", "")
    with pytest.raises(WrongUse, match="现在有 41 个"):
        save(ledger, "长" * 41, "coverage", "")
    assert [v.page for v in saved(ledger)] == ["overview"]


def test_a_forgotten_view_is_gone_and_cannot_go_twice(ledger: Engine) -> None:
    save(ledger, "一季度", "overview", "")
    forget(ledger, "一季度")
    assert saved(ledger) == ()
    with pytest.raises(WrongUse, match="没有名为“一季度”的视图"):
        forget(ledger, "一季度")


def test_notes_come_in_the_order_of_their_days(ledger: Engine) -> None:
    annotate(ledger, date(2025, 6, 1), "proposals", "专项行动启动")
    annotate(ledger, date(2025, 3, 1), "all", "两会")
    assert [(n.day, n.text, n.page) for n in annotated(ledger)] == [
        (date(2025, 3, 1), "两会", "all"),
        (date(2025, 6, 1), "专项行动启动", "proposals"),
    ]
    erase(ledger, annotated(ledger)[0].id)
    assert [n.text for n in annotated(ledger)] == ["专项行动启动"]


def test_a_note_has_words_and_fits_a_chart(ledger: Engine) -> None:
    for words, count in ((" ", 0), ("字" * 21, 21)):
        with pytest.raises(WrongUse, match=f"现在有 {count} 个"):
            annotate(ledger, date(2025, 6, 1), "all", words)


def test_what_someone_saved_only_they_take_out(ledger: Engine) -> None:
    save(ledger, "一季度", "overview", "", by="张三")
    annotate(ledger, date(2025, 6, 1), "all", "两会", by="张三")
    (note,) = annotated(ledger)
    for by in ("李四", ""):
        with pytest.raises(WrongUse, match=r"^视图“一季度”是张三保存的，只有本人可以删除。$"):
            forget(ledger, "一季度", by=by)
        with pytest.raises(WrongUse, match=r"^标注“两会”是张三保存的"):
            erase(ledger, note.id, by=by)
    forget(ledger, "一季度", by="张三")
    erase(ledger, note.id, by="张三")
    assert (saved(ledger), annotated(ledger)) == ((), ())


def test_lists_of_everyone_have_an_end(sqlite_ledger: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "MOST", 2)
    monkeypatch.setattr(annotations, "MOST", 2)
    for n in range(2):
        save(sqlite_ledger, f"视图{n}", "overview", "")
        annotate(sqlite_ledger, date(2025, 6, 1), "all", f"标注{n}")
    with pytest.raises(WrongUse, match=r"^已有 2 个视图，最多 2 个；请先删除不再用的。$"):
        save(sqlite_ledger, "又一个", "overview", "")
    with pytest.raises(WrongUse, match=r"^已有 2 条标注，最多 2 条"):
        annotate(sqlite_ledger, date(2025, 6, 1), "all", "又一条")
    with pytest.raises(WrongUse, match=r"^现在的筛选写下来有 4,001 个字符，最多 4,000 个"):
        save(sqlite_ledger, "太长", "overview", "x" * 4001)
