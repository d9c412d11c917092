// Fields that send their form as soon as they change (`data-autosubmit`), or a moment after each keystroke: a search
// that answers while somebody types (`data-asks`).

/** Milliseconds of silence after a keystroke: shorter than a pause to think, longer than the way to the next key. */
const SILENCE = 140

/** One listener for the whole page, so that fields which arrive later are covered. */
export function autosubmit(): void {
  let waiting = 0
  document.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.hasAttribute("data-asks")) return
    window.clearTimeout(waiting)
    waiting = window.setTimeout(() => target.form?.requestSubmit(), SILENCE)
  })
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement || target instanceof HTMLInputElement) {
      if (target.hasAttribute("data-autosubmit")) target.form?.requestSubmit()
    }
  })
}
