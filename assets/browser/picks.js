// Markup alone: see answering.js.
export default function ({ data, parentElement, setTriggerValue }) {
  answering(parentElement.querySelector(".picks"), data.markup, (carried) => setTriggerValue("pick", carried))
}
