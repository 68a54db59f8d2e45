"""数据归集: the door through which files come; and is what came in whole, fresh and free of contradictions."""

import streamlit as st

from ui import ask, show

PARTS = {
    "files": "导入与到位",
    "quality": "数据质量",
    "filing": "填报",
    "doubts": "疑点",
    "reported": "通报对照",
    "interfaces": "数据接口",
}
VERDICTS = {"": "全部判定"} | {verdict: verdict for verdict in ("有差", "期间不同", "一致", "未对应")}

view = ask.view("data")
show.head(view)
opened = show.parts(PARTS)
show.rows_panel(view)
match opened:
    case "quality":
        quality = ask.view("data.quality")
        show.lead(quality)
        show.grid(quality, "scores", "matrix", columns=2, height=560)
        show.figure(quality, "parts")
    case "filing":
        filing = ask.view("data.filing")
        show.lead(filing)
        show.figure(filing, "missing")
        show.grid(filing, "rates", "filed", columns=2, height=560)
    case "doubts":
        doubts = ask.view("data.doubts")
        show.lead(doubts)
        show.issue_rows(doubts)
        show.figure(doubts, "findings")
    case "reported":
        reported = ask.view("data.reported")
        show.lead(reported)
        with st.container(horizontal=True, key="choices"):
            show.choice("判定", "verdict", VERDICTS, width=160)
            show.word("指标", "indicator", "输入指标中的字词")
        show.figure(reported, "reported")
        show.figure(reported, "elsewhere")
    case "interfaces":
        interfaces = ask.view("data.interfaces")
        show.lead(interfaces)
        show.figure(interfaces, "interfaces")
        show.figure(interfaces, "states")
    case _:
        show.upload()
        show.first_steps()
        show.imports()
        show.figure(view, "arrivals")
        show.subscriptions()
