// How one page becomes the next: a live refresh is morphed in place around what somebody is doing, and pages of the
// same room (`data-room`) are morphed into each other, so that lists keep their scroll and rows their focus.
import { morphElements } from "@hotwired/turbo"
import { closeAll } from "./dialogs"
import { isDirty } from "./dirty"

/** Attributes the browser or a behaviour changes while the server never sends them. */
const OURS = new Set(["style", "open", "aria-activedescendant", "aria-busy", "data-dragging", "data-leaving", "data-until"])

let refreshing = false

/** Hooks into Turbo's rendering. */
export function morphPages(): void {
  document.addEventListener("turbo:before-render", (event) => {
    refreshing = event.detail.renderMethod === "morph"
    if (refreshing) return
    closeAll()
    keepScrolls()
    const room = document.body.dataset.room
    if (room && room === event.detail.newBody.dataset.room) {
      event.detail.render = (current, next) => { morphElements(current, next) }
    }
  })
  document.addEventListener("turbo:render", () => {
    if (!refreshing) restoreScrolls()
    refreshing = false
  })
  document.addEventListener("turbo:load", showCurrent)
  document.addEventListener("turbo:before-morph-element", (event) => {
    if (refreshing && event.target instanceof Element && isBusy(event.target)) event.preventDefault()
  })
  document.addEventListener("turbo:before-morph-attribute", (event) => {
    const { attributeName } = event.detail
    const mail = event.target instanceof HTMLIFrameElement && event.target.hasAttribute("data-remote-shown")
    const kept = OURS.has(attributeName) || (mail && (attributeName === "src" || attributeName === "data-remote-shown"))
    if (refreshing && kept) event.preventDefault()
  })
}

/** What a refresh leaves alone: text being written, a dialog in use, a picked row. */
function isBusy(element: Element): boolean {
  if (element instanceof HTMLFormElement) return isDirty(element)
  if (element instanceof HTMLDialogElement) return element.open
  if (element instanceof HTMLInputElement) {
    const picked = element.hasAttribute("data-bulk") && element.checked
    return picked || (element.form !== null && isDirty(element.form))
  }
  return false
}

const scrolls = new Map<string, number>()

/** A list is known by its id and by the name of the pane around it, so that another view starts at its top. */
function scrollKey(element: Element): string {
  return `${element.id}|${element.closest("[aria-label]")?.getAttribute("aria-label") ?? ""}`
}

function keepScrolls(): void {
  for (const element of document.querySelectorAll("[data-keep-scroll]")) {
    if (element.checkVisibility()) scrolls.set(scrollKey(element), element.scrollTop)
  }
}

/** A list of rooms that runs sideways, as on a phone, shows the room one is in. */
function showCurrent(): void {
  for (const list of document.querySelectorAll<HTMLElement>(".rooms-list")) {
    const current = list.querySelector<HTMLElement>("[aria-current]")
    if (!current || list.scrollWidth <= list.clientWidth) continue
    const [inside, around] = [current.getBoundingClientRect(), list.getBoundingClientRect()]
    list.scrollLeft += inside.left + inside.width / 2 - around.left - around.width / 2
  }
}

function restoreScrolls(): void {
  for (const element of document.querySelectorAll("[data-keep-scroll]")) {
    element.scrollTop = scrolls.get(scrollKey(element)) ?? 0
  }
}
