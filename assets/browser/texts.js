// Texts of figures, one a place of the page, each there as soon as it has arrived.
const texts = (window.texts ??= new Map())

function awaited([place, digest]) {
  if (texts.get(place)?.digest !== digest) {
    const expected = { digest }
    expected.text = new Promise((arrived) => { expected.arrived = arrived })
    texts.set(place, expected)
  }
  return texts.get(place)
}
