// The text of a large figure, for the chart that names it: sent by itself, so that a browser which has it is not sent it
// again when the words and marks around it change.
export default function ({ data }) {
  const whole = new TextDecoder().decode(data), end = whole.indexOf("\n")
  arrived(JSON.parse(whole.slice(0, end)), whole.slice(end + 1))
}
