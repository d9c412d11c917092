// Forms somebody has typed into: a live refresh must not touch them.

const dirty = new WeakSet<HTMLFormElement>()

/** Whether something was typed into the form since the page came or since it was sent. */
export function isDirty(form: HTMLFormElement): boolean {
  return dirty.has(form)
}

/** Marks a form that a behaviour has changed. */
export function markDirty(form: HTMLFormElement): void {
  dirty.add(form)
}

/** Marks a form whose content the server has. */
export function markClean(form: HTMLFormElement): void {
  dirty.delete(form)
}

/** Watches typing, sending and resetting on the whole page. */
export function guardTyping(): void {
  const watch = ({ target }: Event) => {
    const form = target instanceof Element && "form" in target ? target.form : null
    if (form instanceof HTMLFormElement) dirty.add(form)
  }
  document.addEventListener("input", watch)
  document.addEventListener("change", watch)
  document.addEventListener("reset", ({ target }) => {
    if (target instanceof HTMLFormElement) dirty.delete(target)
  })
  let refused = false
  document.addEventListener("turbo:submit-end", ({ detail }) => {
    refused = !detail.success
    if (detail.success) dirty.delete(detail.formSubmission.formElement)
  })
  // A form that came back with its errors holds what somebody typed, though he has not typed into this copy.
  document.addEventListener("turbo:render", () => {
    if (!refused) return
    refused = false
    for (const form of document.forms) {
      if (form.querySelector("[aria-invalid], [role=alert]")) dirty.add(form)
    }
  })
}
