// In the words of the oldest browsers, before the cockpit's own program, which these cannot even read: what is asked for
// (selectors that look into an element, sets in patterns) came with the versions that draw every page.
(function () {
  function can() {
    try {
      new RegExp("", "v")
      return CSS.supports("selector(:has(a))")
    } catch (fault) {
      return false
    }
  }
  if (can()) return
  document.addEventListener("DOMContentLoaded", function () {
    var told = document.createElement("p")
    told.id = "outdated"
    told.style.cssText = "position:fixed;z-index:9999999;top:0;left:0;right:0;margin:0;padding:20px 32px;" +
      "background:#fff;color:#222;font:18px/1.7 sans-serif;border-bottom:3px solid #c00"
    told.appendChild(document.createTextNode("SENTENCE"))
    document.body.appendChild(told)
  })
})()
