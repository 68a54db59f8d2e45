// Every figure can be saved as it stands on the page, as PNG or SVG, made by the browser alone: chart, title, unit,
// legend and note, and under them what it is of, as of when, and that it is demonstration data where it is.
const SVG = "http://www.w3.org/2000/svg", MARGIN = 18, FOOT = 26, SHARP = 2
const KINDS = { PNG: "存为 PNG 图片", SVG: "存为 SVG 矢量图" }
const FIGURE = "[class*='st-key-figure-']"

const make = (name, attributes, parent) => {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return parent?.appendChild(made) ?? made
}
const words = (selector) => document.querySelector(selector)?.textContent.trim() ?? ""
const seen = (colour) => colour && !/rgba\(.*, 0\)|transparent/.test(colour)

// A line of text per row it is broken into; what an ellipsis hides stays hidden.
function* lines(node, edge) {
  const range = document.createRange()
  let line = null
  for (let at = 0; at < node.data.length; at += 1) {
    range.setStart(node, at)
    range.setEnd(node, at + 1)
    const box = range.getBoundingClientRect()
    if (!box.width || box.right > edge + 1) continue
    if (line && Math.abs(line.top - box.top) < 3) line.text += node.data[at]
    else { if (line) yield line; line = { text: node.data[at], left: box.left, top: box.top, height: box.height } }
  }
  if (line) yield line
}

function write(node, put, origin) {
  const style = getComputedStyle(node.parentElement)
  const hiding = node.parentElement.closest("p, h2, h3, b, span, dd")
  for (const line of lines(node, hiding ? hiding.getBoundingClientRect().right : Infinity)) {
    const size = parseFloat(style.fontSize)
    const text = make("text", {
      x: line.left - origin.left, y: line.top - origin.top + line.height / 2 + size * 0.36, fill: style.color,
      "font-size": size, "font-family": style.fontFamily.replaceAll('"', "'"), "font-weight": style.fontWeight,
    }, put)
    text.textContent = line.text
  }
}

// Fills and hairlines of an element's own box.
function box(element, put, origin) {
  const style = getComputedStyle(element), at = element.getBoundingClientRect()
  const place = { x: at.left - origin.left, y: at.top - origin.top }
  const striped = style.backgroundImage.match(/rgba?\([^)]*\)/)
  const fill = striped ? striped[0] : style.backgroundColor
  if (seen(fill) && at.width && at.height) make("rect", { ...place, width: at.width, height: at.height, fill }, put)
  for (const [side, y] of [["Top", place.y], ["Bottom", place.y + at.height]]) {
    const width = parseFloat(style[`border${side}Width`])
    if (width && style[`border${side}Style`] !== "none")
      make("line", { x1: place.x, x2: place.x + at.width, y1: y, y2: y, stroke: style[`border${side}Color`], "stroke-width": width }, put)
  }
}

function copy(node, put, origin) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.trim() && write(node, put, origin)
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(".save, .handle, style, script, .modebar-container")) return
  if (getComputedStyle(node).visibility === "hidden") return
  const at = node.getBoundingClientRect()
  const place = { x: at.left - origin.left, y: at.top - origin.top, width: at.width, height: at.height }
  if (node instanceof SVGElement) {
    const drawn = node.cloneNode(true)
    for (const [key, value] of Object.entries(place)) drawn.setAttribute(key, value)
    drawn.removeAttribute("class")
    put.append(drawn)
  } else if (node instanceof HTMLCanvasElement) {
    make("image", { ...place, href: node.toDataURL() }, put)
  } else {
    box(node, put, origin)
    node.childNodes.forEach((child) => copy(child, put, origin))
  }
}

// A drawing that is rolled in a box of its own is let out while it is copied.
function unrolled(figure) {
  const boxes = []
  for (const plot of figure.querySelectorAll(".js-plotly-plot"))
    for (let at = plot.parentElement; at !== figure; at = at.parentElement) boxes.push([at, at.style.cssText])
  boxes.forEach(([at]) => { at.style.cssText += ";height:auto!important;max-height:none!important;overflow:visible!important" })
  return () => boxes.reverse().forEach(([at, style]) => { at.style.cssText = style })
}

function draw(figure) {
  const rolled = unrolled(figure)
  const at = figure.getBoundingClientRect(), app = getComputedStyle(document.querySelector(".stApp"))
  const width = at.width + 2 * MARGIN, height = at.height + 2 * MARGIN + FOOT
  const picture = make("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` })
  make("rect", { width, height, fill: app.backgroundColor }, picture)
  copy(figure, picture, { left: at.left - MARGIN, top: at.top - MARGIN })
  rolled()
  const foot = make("text", { x: MARGIN, y: height - MARGIN, fill: app.color, "font-size": 12, "font-family": app.fontFamily.replaceAll('"', "'") }, picture)
  foot.textContent = [words(".head h1"), words(".head p"), words(".fresh .quiet")].join("　")
  const mark = words(".watermark")
  if (mark) {
    const over = make("text", { x: width / 2, y: height / 2, fill: "#808080", "fill-opacity": 0.16, "font-size": 22, "text-anchor": "middle", "font-family": foot.getAttribute("font-family"), transform: `rotate(-20 ${width / 2} ${height / 2})` }, picture)
    over.textContent = mark
  }
  const text = new XMLSerializer().serializeToString(picture).replace(/vector-effect:\s*non-scaling-stroke;?/g, "")
  return { text, width, height }
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10000)
}

function take(figure, kind) {
  const { text, width, height } = draw(figure)
  const day = words(".head p").match(/截至(\d+)年(\d+)月(\d+)日/)?.slice(1).map((part) => part.padStart(2, "0")).join("") ?? ""
  const name = `${figure.querySelector(".figure-head h2").textContent}_截至${day}.${kind.toLowerCase()}`
  const vector = new Blob([text], { type: "image/svg+xml" })
  if (kind === "SVG") return save(vector, name)
  const image = new Image()
  image.onload = () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: width * SHARP, height: height * SHARP })
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
    canvas.toBlob((blob) => save(blob, name))
    URL.revokeObjectURL(image.src)
  }
  image.src = URL.createObjectURL(vector)
}

// What was asked for waits until the server has noted it.
const waiting = new Map()
let ask = () => {}
function want(figure, kind) {
  const once = `${Date.now()}-${waiting.size}`
  waiting.set(once, () => take(figure, kind))
  ask({ name: `${figure.querySelector(".figure-head h2").textContent}.${kind.toLowerCase()}`, once })
}

// Two small words in the head of each figure that has a drawing.
function offer() {
  for (const head of document.querySelectorAll(`${FIGURE} .figure-head`)) {
    const figure = head.closest(FIGURE)
    if (head.querySelector(".save") || !figure.querySelector(".js-plotly-plot, .board, .profile")) continue
    const both = Object.assign(document.createElement("span"), { className: "save" })
    for (const [kind, label] of Object.entries(KINDS)) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: kind, title: label, ariaLabel: label })
      button.onclick = () => want(figure, kind)
      both.append(button)
    }
    head.append(both)
  }
}

// ``put`` asks the server; what it has ``granted`` is made. Gives what ends the offer.
function offerPictures(granted, put) {
  ask = put
  const made = waiting.get(granted)
  waiting.delete(granted)
  made?.()
  offer()
  const watch = setInterval(offer, 1000)
  return () => clearInterval(watch)
}
