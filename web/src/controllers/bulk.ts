// Picked rows: how many there are, and ranges with Shift. The bar shows and hides itself with CSS.
import { Controller } from "@hotwired/stimulus"
import { say } from "../announce"

export class BulkController extends Controller<HTMLFormElement> {
  #last: HTMLInputElement | null = null

  override connect(): void {
    document.addEventListener("click", this.#onClick)
    document.addEventListener("change", this.#count)
    document.addEventListener("turbo:render", this.#count)
    this.element.addEventListener("reset", this.#onReset)
    this.#count()
  }

  override disconnect(): void {
    document.removeEventListener("click", this.#onClick)
    document.removeEventListener("change", this.#count)
    document.removeEventListener("turbo:render", this.#count)
    this.element.removeEventListener("reset", this.#onReset)
  }

  #boxes(): HTMLInputElement[] {
    return [...document.querySelectorAll<HTMLInputElement>("input[data-bulk]")]
  }

  #onClick = (event: MouseEvent) => {
    const box = event.target
    if (!(box instanceof HTMLInputElement) || !box.hasAttribute("data-bulk")) return
    const boxes = this.#boxes()
    const [from, to] = [boxes.indexOf(this.#last ?? box), boxes.indexOf(box)].sort((a, b) => a - b)
    if (event.shiftKey && from !== undefined && to !== undefined && from >= 0) {
      for (const between of boxes.slice(from, to + 1)) between.checked = box.checked
    }
    this.#last = box
    this.#count()
  }

  #onReset = () => { setTimeout(this.#count) }

  #count = () => {
    const picked = this.#boxes().filter((box) => box.checked).length
    const output = this.element.querySelector("[data-bulk-count]")
    if (!output) return
    const words = `${picked} picked`
    if (picked > 0 && output.textContent !== words) say(words)
    output.textContent = words
  }
}
