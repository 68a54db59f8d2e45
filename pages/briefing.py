"""简报: what stands out in a month, a quarter or a year, its standing tables, and its documents to take along."""

from ui import ask, show

PARTS = {"diagnosis": "智能诊断报告", "annual": "民主监督年度报告", "statistics": "业务统计报表"}

view = ask.view(show.opened(PARTS))
show.head(view, "简报")
match show.parts(PARTS):
    case "statistics":
        for table in view.figures:
            show.figure(view, table.key)
    case "annual":
        show.headline(view)
        show.indicators(view)
        for figure in view.figures:
            show.figure(view, figure.key)
    case _:
        show.headline(view)
        show.indicators(view)
        wide, narrow = show.two_columns(5, 2)
        with wide:
            show.findings(view, "findings")
            show.findings(view, "caveats")
        with narrow:
            show.documents()
