// Presses a button of the page once, as soon as it is there: a file that has been written is saved without another click.
const PATIENCE = 100

export default function ({ data }) {
  const pressed = (window.pressed ??= new Set())
  if (pressed.has(data.once)) return
  pressed.add(data.once)
  const look = (left) => {
    const button = document.querySelector(data.selector)
    if (button) button.click()
    else if (left) setTimeout(() => look(left - 1), 50)
  }
  look(PATIENCE)
}
