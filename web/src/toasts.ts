// Toasts outlive the page they came with: who goes on to the next conversation can still undo.
import { say } from "./announce"

/** Takes the toasts that are still shown along to the next page. */
export function carryToasts(): void {
  document.addEventListener("turbo:before-render", ({ detail: { newBody } }) => {
    const next = newBody.querySelector("#toasts")
    if (!next) return
    for (const toast of document.querySelectorAll("#toasts > .toast:not([data-leaving])")) {
      if (!newBody.querySelector(`#${CSS.escape(toast.id)}`)) next.append(toast.cloneNode(true))
    }
  })
  document.addEventListener("turbo:fetch-request-error", () => {
    show("Cape can’t be reached just now. Nothing you wrote is lost.")
  })
}

/** Shows a toast made here, for what only the browser can know. */
export function show(words: string): void {
  const region = document.getElementById("toasts")
  const known = [...(region?.children ?? [])].some((toast) => toast.textContent?.includes(words))
  if (!region || known) return
  const toast = document.createElement("div")
  toast.id = `toast-here-${region.childElementCount}`
  toast.className = "toast tone-bad"
  toast.dataset.controller = "toast"
  toast.dataset.seconds = "8"
  const paragraph = document.createElement("p")
  paragraph.className = "toast-words"
  paragraph.textContent = words
  toast.append(paragraph)
  region.append(toast)
  say(words)
}
