// Fields that send their form as soon as they change: `data-autosubmit`.

/** One listener for the whole page, so that fields which arrive later are covered. */
export function autosubmit(): void {
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement || target instanceof HTMLInputElement) {
      if (target.hasAttribute("data-autosubmit")) target.form?.requestSubmit()
    }
  })
}
