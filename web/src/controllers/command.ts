// The command bar: asks the server for HTML while one types, and walks through the answer with the arrows.
import { Controller } from "@hotwired/stimulus"
import { Listbox } from "../listbox"
import { Debounce } from "../throttle"

/** A short wait, so that a word is one question and not five. */
const ASK_AFTER_MS = 70

export class CommandController extends Controller<HTMLDialogElement> {
  #request: AbortController | null = null
  #asking = new Debounce(ASK_AFTER_MS, () => { void this.#ask() })

  override connect(): void {
    this.#input.addEventListener("input", this.#onInput)
    this.element.addEventListener("keydown", this.#onKey)
    this.element.addEventListener("click", this.#onClick)
    this.element.addEventListener("beforetoggle", this.#onBeforeToggle)
    this.element.addEventListener("pointermove", this.#onPoint)
  }

  override disconnect(): void {
    this.#input.removeEventListener("input", this.#onInput)
    this.element.removeEventListener("keydown", this.#onKey)
    this.element.removeEventListener("click", this.#onClick)
    this.element.removeEventListener("beforetoggle", this.#onBeforeToggle)
    this.element.removeEventListener("pointermove", this.#onPoint)
    this.#request?.abort()
  }

  get #input(): HTMLInputElement {
    return this.element.querySelector("input") as HTMLInputElement
  }

  get #results(): HTMLElement {
    return this.element.querySelector("#command-results") as HTMLElement
  }

  get #list(): Listbox {
    return new Listbox(this.#results, this.#input)
  }

  #onInput = () => this.#asking.request()

  // Before it opens, not after: "toggle" comes a moment later, when fast hands have already typed.
  #onBeforeToggle = ({ newState }: ToggleEvent) => {
    if (newState !== "open") return
    this.#input.value = ""
    void this.#ask()
  }

  #onPoint = ({ target }: PointerEvent) => {
    const item = target instanceof Element ? target.closest<HTMLElement>("[role=option]") : null
    if (item) this.#list.select(item)
  }

  #onClick = ({ target }: MouseEvent) => {
    if (target instanceof Element && target.closest("a[href]")) this.element.close()
  }

  #onKey = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === "ArrowDown") this.#list.move(1)
    else if (event.key === "ArrowUp") this.#list.move(-1)
    else if (event.key === "Enter" && this.#list.selected) this.#list.selected.click()
    else return
    event.preventDefault()
  }

  async #ask(): Promise<void> {
    this.#request?.abort()
    this.#request = new AbortController()
    const query = new URLSearchParams({ q: this.#input.value.trim() })
    try {
      const answer = await fetch(`${this.element.dataset.url ?? "/command"}?${query}`, {
        signal: this.#request.signal, headers: { accept: "text/html" },
      })
      if (!answer.ok) return
      // Drawn and escaped by our own server.
      this.#results.innerHTML = await answer.text()
      this.#list.first()
    } catch { /* The next letter asks again. */ }
  }
}
