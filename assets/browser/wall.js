// The wall is drawn for 1080 rows; the browser says how large a row is here, keeps the clock, turns pages,
// and, where the server is away, leaves the last picture standing and says how old it is.
const LOOK_SECONDS = 5, TOUCH_SECONDS = 60

const hours = (at, timezone) =>
  new Intl.DateTimeFormat("zh-CN", { timeZone: timezone, hour: "2-digit", minute: "2-digit", hour12: false }).format(at)

function age(milliseconds) {
  const minutes = Math.floor(milliseconds / 60000)
  if (minutes < 1) return "刚刚"
  if (minutes < 60) return `${minutes} 分钟前`
  return minutes < 2880 ? `${Math.floor(minutes / 60)} 小时前` : `${Math.floor(minutes / 1440)} 天前`
}

function say(text) {
  let bar = document.getElementById("wall-said")
  if (!bar) {
    bar = document.createElement("div")
    bar.id = "wall-said"
    document.body.append(bar)
  }
  bar.textContent = text
  bar.hidden = !text
}

export default function ({ data, setStateValue, setTriggerValue }) {
  window.wall?.stop()
  const kept = (window.wall ??= { seen: Date.now(), missed: 0, touched: 0, turned: Date.now() })
  let said = data.size

  const measure = () => {
    document.documentElement.style.setProperty("--z", Math.min(innerWidth / 1920, innerHeight / 1080))
    const size = [innerWidth, innerHeight]
    if (String(size) !== String(said)) { said = size; setStateValue("size", size) }
  }
  const lost = () => kept.missed > 1
  const paused = () => Date.now() - kept.touched < TOUCH_SECONDS * 1000

  const tick = () => {
    const face = document.getElementById("clock"), built = document.getElementById("age")
    if (face) face.textContent = hours(Date.now(), data.timezone)
    if (built) built.textContent = `${age(Date.now() - Number(built.dataset.at))}入库`
    if (lost()) say(`▲ 与服务器的连接中断，画面停在 ${hours(kept.seen, data.timezone)}（${age(Date.now() - kept.seen)}）；恢复后自动更新`)
    else say(data.rotate && paused() ? "轮播已暂停，不再触碰 60 秒后继续" : "")
    if (data.rotate && !lost() && !paused() && Date.now() - kept.turned >= data.rotate * 1000) {
      kept.turned = Date.now()
      setTriggerValue("turn", kept.turned)
    }
  }
  const look = async () => {
    let well = false
    try { well = (await fetch("/_stcore/health", { cache: "no-store", signal: AbortSignal.timeout(4000) })).ok } catch { }
    if (!well) { kept.missed += 1; return }
    if (lost()) return location.reload()
    kept.missed = 0
    kept.seen = Date.now()
  }
  const touch = (event) => { if (event.isTrusted) kept.touched = kept.turned = Date.now() }
  const touches = ["pointerdown", "pointermove", "keydown", "wheel"]

  measure(); tick()
  addEventListener("resize", measure)
  touches.forEach((name) => addEventListener(name, touch, { passive: true }))
  const clocks = [setInterval(tick, 1000), setInterval(look, LOOK_SECONDS * 1000)]
  kept.stop = () => {
    removeEventListener("resize", measure)
    touches.forEach((name) => removeEventListener(name, touch))
    clocks.forEach(clearInterval)
  }
  return kept.stop
}
