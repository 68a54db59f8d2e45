// A figure in one piece: its head and legend, its chart, its note. The chart is drawn once and then changed in place: it
// never leaves the page while new numbers come, and where only what is laid over it has changed, no more is drawn; where
// only words have, nothing is. What is clicked says which texts it carries: a point, a region's area, a band of a flow.
const library = (address) => (window.drawing ??= new Promise((ready, failed) => {
  const script = Object.assign(document.createElement("script"), { src: address, onerror: failed })
  script.onload = () => ready(window.Plotly)
  document.head.append(script)
}))

const carried = (point) => point?.customdata ?? (point?.data?.hoveron === "fills" ? point.data.meta : undefined)

function clicked({ points }) {
  const texts = points?.map(carried).find((texts) => texts !== undefined && texts !== "")
  if (texts !== undefined && this.answers) this.pick(JSON.stringify([texts].flat().map(String)))
}

function watch(box, Plotly) {
  box.on("plotly_click", clicked.bind(box))
  box.resized = new ResizeObserver(() => {
    const width = box.clientWidth
    if (width && box._fullLayout && Math.abs(box._fullLayout.width - width) >= 1) Plotly.relayout(box, { width })
  })
  box.resized.observe(box)
}

async function draw(box, figure, { config, library: address, over }) {
  if (box.figure !== figure) {
    box.figure = figure
    box.spec = JSON.parse(figure)
    box.style.height = `${box.spec.layout.height}px`
  }
  const Plotly = await library(address).catch(() => { delete window.drawing })
  if (!Plotly) return delete box.figure, (box.textContent = "图没有画出来：浏览器没有取到绘图程序。请点“刷新”再试。")
  if (box.figure !== figure) return
  const { data, layout } = box.spec  // the same arrays as before where the figure is the same: Plotly passes over them
  const laid = (name) => [...(layout[name] ?? []), ...(over[name] ?? [])]
  const width = box.clientWidth || layout.width
  await Plotly.react(box, data, { ...layout, width, shapes: laid("shapes"), annotations: laid("annotations") }, config)
  if (!box.resized) watch(box, Plotly)
}

export default async function ({ data, parentElement, setTriggerValue }) {
  const [above, roll, box, below] = [".picks", ".roll", ".chart", ".below"].map((at) => parentElement.querySelector(at))
  const text = new TextDecoder().decode(data), end = text.indexOf("\n"), said = text.slice(0, end)
  if (box.said !== said) box.about = JSON.parse((box.said = said))
  const { about } = box, over = JSON.stringify(about.over)
  box.pick = (carried) => setTriggerValue("pick", carried)
  box.answers = about.answers
  box.setAttribute("aria-label", about.alt)
  answering(above, about.above, box.pick)
  if (below.shown !== about.below) below.innerHTML = below.shown = about.below
  roll.style.height = about.room ? `${about.room}px` : ""
  const figure = about.text ? await awaited(about.text) : text.slice(end + 1)
  if (box.said === said && (box.figure !== figure || box.over !== over)) {
    box.over = over
    await draw(box, figure, about)
  }
  return () => {
    if (box.isConnected) return
    box.resized?.disconnect()
    window.Plotly?.purge(box)
  }
}
