// One word that shows and hides, on a small screen, what the style sheet folds away there: the pages, the filters. What was
// opened on one page is shut on the next.
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button"), root = document.documentElement, mark = `open-${data.name}`
  const show = (open) => {
    root.classList.toggle(mark, open)
    button.setAttribute("aria-expanded", open)
    button.textContent = open ? `收起${data.label}` : data.label + data.about
  }
  show(root.classList.contains(mark) && root.dataset[data.name] === data.place)
  root.dataset[data.name] = data.place
  button.onclick = () => show(!root.classList.contains(mark))
}
