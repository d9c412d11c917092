// Tells those who hear the page that another one has come, and leaves the focus where the next step is.

/** A change of page replaces what had the focus; then the main part takes it, without scrolling. */
export function announcePages(): void {
  let navigated = false
  document.addEventListener("turbo:before-render", ({ detail }) => { navigated = detail.renderMethod === "replace" })
  document.addEventListener("turbo:load", () => {
    if (!navigated) return
    navigated = false
    say(document.title)
    if (document.activeElement === document.body || document.activeElement === null) {
      document.getElementById("main")?.focus({ preventScroll: true })
    }
  })
}

/** Speaks some words politely. */
export function say(words: string): void {
  const region = document.getElementById("announcements")
  if (region) region.textContent = words
}
