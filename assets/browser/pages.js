// Links to pages of the cockpit: they open in the session that is there, as the browser's own history does it, unless another
// tab is asked for.
export default function ({ data, parentElement }) {
  inChinese()
  const box = parentElement.querySelector(".pages")
  if (box.shown !== data.markup) box.innerHTML = box.shown = data.markup
  box.onclick = (event) => {
    const link = event.target.closest("a")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    history.pushState({}, "", link.href)
    dispatchEvent(new PopStateEvent("popstate", { state: {} }))
  }
}
