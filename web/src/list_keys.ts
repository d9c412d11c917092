// Up and down in lists with J and K: links with `data-row`.
import { Debounce } from "./throttle"

/** Who holds J down sees the rows pass; the one he stops at is opened. */
const OPEN_AFTER_MS = 120

/** Where the row leads that is opened next. Not the row itself: a refresh may put another element in its place. */
let waiting = ""
const opening = new Debounce(OPEN_AFTER_MS, () => {
  rows().find((row) => row.getAttribute("href") === waiting)?.click()
  waiting = ""
})

function rows(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>("a[data-row]")].filter((row) => row.checkVisibility())
}

/** The row one is at: focused, else open beside the list. */
function here(all: HTMLAnchorElement[]): number {
  const focused = document.activeElement?.closest("li")?.querySelector("a[data-row]")
  const index = all.findIndex((row) => row === focused)
  return index >= 0 ? index : all.findIndex((row) => row.getAttribute("aria-current") === "true")
}

/** Goes `step` rows on. Beside an open conversation the next one opens; elsewhere Enter does. */
export function moveInList(step: 1 | -1): boolean {
  const all = rows()
  const row = all[Math.min(Math.max(here(all) + step, 0), all.length - 1)]
  if (!row) return false
  row.focus()
  row.scrollIntoView({ block: "nearest" })
  if (row.closest(".panes") && document.querySelector(".pane-talk")?.checkVisibility()) {
    waiting = row.getAttribute("href") ?? ""
    opening.request()
  }
  return true
}

/** Picks or unpicks the row one is at. */
export function pickInList(): boolean {
  const all = rows()
  const box = all[here(all)]?.closest("li")?.querySelector<HTMLInputElement>("[data-bulk]")
  box?.click()
  return box !== null && box !== undefined
}
