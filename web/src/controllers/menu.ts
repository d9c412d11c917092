// A menu: closes by a click elsewhere, after a choice, and by Escape; arrows walk through it.
import { Controller } from "@hotwired/stimulus"
import { closeMenus } from "../dialogs"

export class MenuController extends Controller<HTMLDetailsElement> {
  #onClick = ({ target }: MouseEvent) => {
    if (!this.element.open || !(target instanceof Node)) return
    const chosen = target instanceof Element && target.closest(".menu-item")
    if (chosen || !this.element.contains(target)) this.element.open = false
  }

  override connect(): void {
    document.addEventListener("click", this.#onClick)
    this.element.addEventListener("toggle", this.#onToggle)
    this.element.addEventListener("keydown", this.#onKey)
  }

  override disconnect(): void {
    document.removeEventListener("click", this.#onClick)
    this.element.removeEventListener("toggle", this.#onToggle)
    this.element.removeEventListener("keydown", this.#onKey)
  }

  #onToggle = () => { if (this.element.open) closeMenus(this.element) }

  #onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape" && this.element.open) {
      this.element.open = false
      this.element.querySelector("summary")?.focus()
      event.preventDefault()
      event.stopPropagation()
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
    if (step === 0 || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    this.element.open = true
    const items = [...this.element.querySelectorAll<HTMLElement>(".menu-item")].filter((item) => item.checkVisibility())
    const at = items.indexOf(document.activeElement as HTMLElement)
    items[(at + step + items.length) % items.length]?.focus()
  }
}
