// The wall is drawn for 1080 rows; the browser says how large a row is here, keeps the clock and turns pages.
export default function ({ data, setStateValue }) {
  let said = data.size
  const measure = () => {
    const z = Math.min(innerWidth / 1920, innerHeight / 1080)
    document.documentElement.style.setProperty("--z", z)
    const size = [innerWidth, innerHeight]
    if (String(size) !== String(said)) { said = size; setStateValue("size", size) }
  }
  const clock = () => {
    const now = new Intl.DateTimeFormat("zh-CN", { timeZone: data.timezone, hour: "2-digit", minute: "2-digit", hour12: false })
    const face = document.getElementById("clock")
    if (face) face.textContent = now.format(new Date())
  }
  measure(); clock()
  addEventListener("resize", measure)
  const ticking = setInterval(clock, 1000)
  const turning = data.rotate && setTimeout(() => location.assign(data.next), data.rotate * 1000)
  return () => { removeEventListener("resize", measure); clearInterval(ticking); clearTimeout(turning) }
}
