// A figure alone in the frame of another page: drawn for the room that the frame leaves, anew when that changes.
const box = document.querySelector(".plot")
const [{ library, grows }, desk, phone] = JSON.parse(document.querySelector("script[type='application/json']").textContent)
const NARROW = 480
// What has a geometry of its own — maps, flows — is made smaller as a whole; the rest keeps its letters and gives up room.
const rigid = ({ data, layout }) => data.some(({ type }) => type === "sankey") || Boolean(layout.xaxis?.scaleanchor)

function draw() {
  const room = box.parentElement, wide = room.clientWidth, high = room.clientHeight
  const spec = wide < NARROW && !rigid(desk) ? phone : desk
  const { data, layout } = spec
  const [least, height] = rigid(spec) ? [760, layout.height * 0.9] : [0, layout.height * 0.5]
  const scale = grows ? 1 : Math.min(1, wide / least, high / height)
  const size = { width: wide / scale, height: grows ? Math.max(layout.height, high) : high / scale }
  box.style.transform = `scale(${scale})`
  Plotly.react(box, data, { ...layout, ...size }, { displayModeBar: false, doubleClick: false, scrollZoom: false })
}

const program = Object.assign(document.createElement("script"), { src: library })
program.onload = () => new ResizeObserver(draw).observe(box.parentElement)
program.onerror = () => (box.textContent = "图没有画出来：浏览器没有取到绘图程序。")
document.head.append(program)
