// The bar under a presentation: on and back by buttons, arrow keys and the remote (which sends PageUp and PageDown), the whole
// screen, the end. Keys that write into a field, open a list or move in a chart's list are left alone.
const FIELDS = "input, textarea, select, [contenteditable], [role=combobox], [role=radio], [role=listbox]"
const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }

export default function ({ data, parentElement, setTriggerValue }) {
  const find = (name) => parentElement.querySelector(`.${name}`)
  let at = data.slide
  const go = (to) => {
    const wanted = Math.min(Math.max(to, 1), data.of)
    if (wanted !== at || data.away) { at = wanted; find("count").textContent = `${at} / ${data.of}`; setTriggerValue("turn", at) }
  }
  find("count").textContent = `${data.slide} / ${data.of}`
  find("count").title = data.name
  find("back").hidden = !data.away
  find("back").onclick = () => { at = data.slide; setTriggerValue("turn", at) }
  find("before").onclick = () => go(at - 1)
  find("after").onclick = () => go(at + 1)
  find("end").onclick = () => { if (document.fullscreenElement) document.exitFullscreen(); setTriggerValue("end", Date.now()) }
  find("whole").onclick = () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  const pressed = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest?.(FIELDS)) return
    if (event.key in STEPS) go(at + STEPS[event.key])
    else if (event.key === "Home") go(1)
    else if (event.key === "End") go(data.of)
    else return
    event.preventDefault()
  }
  window.presenting?.()
  addEventListener("keydown", pressed, true)
  window.presenting = () => removeEventListener("keydown", pressed, true)
  return window.presenting
}
