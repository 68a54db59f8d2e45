// Texts of figures, one a place of the page. Whoever waits for one waits until it is there, whatever arrives before it.
const texts = (window.texts ??= new Map())

function held(place) {
  if (!texts.has(place)) texts.set(place, { waiting: [] })
  return texts.get(place)
}

function arrived([place, digest], text) {
  const { waiting } = Object.assign(held(place), { digest, text })
  waiting.splice(0).forEach((again) => again())
}

async function awaited([place, digest]) {
  const found = held(place)
  while (found.digest !== digest) await new Promise((again) => found.waiting.push(again))
  return found.text
}
