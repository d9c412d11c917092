// One chosen option among several, for lists that a field controls.

/** Options are `[role=option]` inside `box`; the field says to screen readers which one is chosen. */
export class Listbox {
  constructor(readonly box: HTMLElement, readonly field: HTMLElement) {}

  get options(): HTMLElement[] {
    return [...this.box.querySelectorAll<HTMLElement>("[role=option]")]
  }

  get selected(): HTMLElement | null {
    return this.box.querySelector<HTMLElement>('[role=option][aria-selected="true"]')
  }

  select(option: HTMLElement | undefined): void {
    for (const other of this.options) other.setAttribute("aria-selected", String(other === option))
    if (option) {
      this.field.setAttribute("aria-activedescendant", option.id)
      option.scrollIntoView({ block: "nearest" })
    } else {
      this.field.removeAttribute("aria-activedescendant")
    }
  }

  first(): void {
    this.select(this.options[0])
  }

  /** Goes on by `step`, around the ends. */
  move(step: 1 | -1): void {
    const options = this.options
    if (options.length === 0) return
    const at = this.selected ? options.indexOf(this.selected) : step > 0 ? -1 : 0
    this.select(options[(at + step + options.length) % options.length])
  }
}
