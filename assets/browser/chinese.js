// Streamlit's own words in what it opens over a page, the lists of choices and the menus of tables, in the language of the
// page. They stand beside the page in the document, not in it.
const CHINESE = {
  "No results": "没有找到",
  "Sort ascending": "升序", "Sort descending": "降序", "Autosize": "调到合适的宽度", "Pin column": "固定这一列",
  "Unpin column": "不再固定", "Hide column": "隐藏这一列", "Copy column name": "复制列名", "Statistics": "统计",
  "Values": "有值", "Empty": "空", "Distinct": "不同的值", "Average": "平均", "Standard deviation": "标准差",
  "Minimum": "最小", "25th percentile": "四分之一位", "Median": "中位", "75th percentile": "四分之三位", "Maximum": "最大",
  "Sum": "合计", "Minimum length": "最短（字）", "Maximum length": "最长（字）", "Average length": "平均（字）", "True": "是",
  "False": "否", "No data": "没有数据", "Based on sample": "按抽样", "Format": "格式", "Automatic": "自动",
  "Localized": "按本地习惯", "Plain": "不分节", "Compact": "缩写", "Dollar": "美元", "Euro": "欧元", "Yen": "日元",
  "Percent": "百分比", "Scientific": "科学记数", "Accounting": "会计", "Distance": "距今", "Calendar": "日历",
  "Duration": "时长", "Dataframe column menu": "列的菜单", "Selectbox options": "选项", "Multiselect options": "选项",
}
const WITH_NUMBER = [
  [/^(\d+) options? available\.$/, "有 $1 项可选。"],
  [/^You can only select up to (\d+) options?\. Remove an option first\.$/, "最多选 $1 个，先去掉一个。"],
]
const TITLES = ["title", "aria-label"]

function translated(text) {
  for (const [pattern, words] of WITH_NUMBER) if (pattern.test(text)) return text.replace(pattern, words)
  return Object.hasOwn(CHINESE, text) ? CHINESE[text] : text
}

function translate(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const words = translated(node.data)
    if (words !== node.data) node.data = words
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    for (const title of TITLES) {
      const text = node.getAttribute(title)
      if (text && translated(text) !== text) node.setAttribute(title, translated(text))
    }
    node.childNodes.forEach(translate)
  }
}

function inChinese() {
  if (window.translating) return
  window.translating = new MutationObserver((changes) => {
    for (const { target, type, addedNodes } of changes) {
      const place = target.nodeType === Node.TEXT_NODE ? target.parentElement : target
      if (!place || place.closest("#root")) continue
      type === "characterData" ? translate(target) : addedNodes.forEach(translate)
    }
  })
  window.translating.observe(document.body, { childList: true, characterData: true, subtree: true })
}
