// A chart is drawn once and then changed in place: it never leaves the page while new numbers come. What is clicked says
// which texts it carries: a point, a region's area, a band of a flow.
const library = (address) => (window.drawing ??= new Promise((ready, failed) => {
  const script = Object.assign(document.createElement("script"), { src: address, onerror: failed })
  script.onload = () => ready(window.Plotly)
  document.head.append(script)
}))

const carried = (point) => point?.customdata ?? (point?.data?.hoveron === "fills" ? point.data.meta : undefined)

function clicked({ points }) {
  const texts = points?.map(carried).find((texts) => texts !== undefined && texts !== "")
  if (texts !== undefined) this.pick(JSON.stringify([texts].flat().map(String)))
}

function watched(box, Plotly) {
  box.on("plotly_click", clicked.bind(box))
  box.resized = new ResizeObserver(() => {
    const width = box.clientWidth
    if (width && box._fullLayout && Math.abs(box._fullLayout.width - width) >= 1) Plotly.relayout(box, { width })
  })
  box.resized.observe(box)
}

export default async function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".chart")
  const text = new TextDecoder().decode(data)
  box.pick = (carried) => setTriggerValue("pick", carried)
  if (box.wanted !== text) {
    box.wanted = text
    const { alt, answers, config, library: address, spec } = JSON.parse(text)
    box.setAttribute("aria-label", alt)
    box.classList.toggle("answers", answers)
    box.style.height = `${spec.layout.height}px`
    const Plotly = await library(address)
    if (box.wanted !== text) return
    await Plotly.react(box, spec.data, { ...spec.layout, width: box.clientWidth || spec.layout.width }, config)
    if (!box.resized) watched(box, Plotly)
  }
  return () => {
    if (box.isConnected) return
    box.resized?.disconnect()
    window.Plotly?.purge(box)
  }
}
