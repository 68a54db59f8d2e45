// Four words in the top row: renew, the wall, copy this link, and the other theme. Streamlit keeps its theme per path and
// reads it on loading only, so a change is written for every page and the page loads again.
const key = (path) => `stActiveTheme-${path}-v2`

function isDark() {
  const [r, g, b] = getComputedStyle(document.querySelector(".stApp")).backgroundColor.match(/\d+/g).map(Number)
  return r + g + b < 384
}

function choose(dark, paths) {
  for (const path of new Set([...paths, location.pathname]))
    localStorage.setItem(key(path), JSON.stringify(dark ? "Dark" : "Light"))
  const url = new URL(location.href)
  url.searchParams.delete("theme")
  location.replace(url)
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const dark = isDark()
  const wanted = new URL(location.href).searchParams.get("theme")
  if ((wanted === "dark" && !dark) || (wanted === "light" && dark)) return choose(wanted === "dark", data.paths)

  const copy = parentElement.querySelector(".copy")
  const theme = parentElement.querySelector(".theme")
  const wall = parentElement.querySelector(".wall")
  wall.hidden = !data.wall
  wall.onclick = () => {
    const url = new URL(location.href)
    url.searchParams.set("screen", "1")
    location.assign(url)
  }
  parentElement.querySelector(".renew").onclick = () => setTriggerValue("renew", Date.now())
  theme.textContent = dark ? "浅色" : "深色"
  theme.onclick = () => choose(!dark, data.paths)
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(location.href)
      copy.textContent = "已复制"
    } catch {
      copy.textContent = "请从地址栏复制"
    }
    setTimeout(() => (copy.textContent = "复制链接"), 2000)
  }
  // Paper repeats the layout of the screen, whose width it cannot know.
  let narrow = data.narrow
  const measure = () => {
    if (matchMedia("print").matches) return
    document.documentElement.style.setProperty("--w", innerWidth)
    document.documentElement.classList.toggle("two-columns", innerWidth > 1156 && innerWidth < 1724)
    if (narrow !== innerWidth <= 640) setStateValue("narrow", (narrow = innerWidth <= 640))
  }
  measure()
  addEventListener("resize", measure)
  // The system may change its theme while the page is open: figures are coloured on the server.
  const watch = setInterval(() => { if (isDark() !== data.dark) { clearInterval(watch); setTriggerValue("changed", isDark()) } }, 1000)
  const offered = offerPictures(data.granted, (wanted) => setTriggerValue("taken", wanted))
  return () => { clearInterval(watch); removeEventListener("resize", measure); offered() }
}
