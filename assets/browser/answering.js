// Markup whose parts answer: a button when pressed, a list when something is chosen from it. A pointer's choice counts at
// once; keys walk through a list and Enter takes what they reached.
function answering(box, markup, pick) {
  if (box.shown !== markup) {
    const held = box.contains(document.activeElement) && document.activeElement.dataset.pick
    box.innerHTML = markup
    box.shown = markup
    if (held) [...box.querySelectorAll("[data-pick]")].find((each) => each.dataset.pick === held)?.focus()
  }
  const take = (list) => {
    const carried = list.value
    list.value = ""
    if (carried) pick(carried)
  }
  box.onclick = (event) => {
    const button = event.target.closest("button[data-pick]")
    if (button) pick(button.dataset.pick)
  }
  box.onpointerdown = () => (box.pointed = true)
  box.onkeydown = (event) => {
    box.pointed = false
    if (event.key === "Enter" && event.target.matches("select")) take(event.target)
  }
  box.onchange = (event) => box.pointed && take(event.target)
}
