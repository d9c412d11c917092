// Suggestions while one writes: `@` for colleagues, `/` for canned answers, addresses in To and Cc. The server
// answers HTML; here it is shown, walked through and taken.
import { Listbox } from "../listbox"
import { addressAt, triggerAt } from "../text_edit"
import { Debounce } from "../throttle"

const ASK_AFTER_MS = 60

/** What was taken: the words, and which part of the field they replace. */
export interface Taken {
  field: HTMLTextAreaElement | HTMLInputElement
  kind: string
  insert: string
  start: number
  end: number
  actionUrl: string | undefined
}

interface Question {
  field: HTMLTextAreaElement | HTMLInputElement
  kind: string
  url: string
  about: Record<string, string>
  query: string
  start: number
}

export class Suggest {
  #question: Question | null = null
  #request: AbortController | null = null
  #dismissed = ""
  #asking = new Debounce(ASK_AFTER_MS, () => { void this.#ask() })

  constructor(readonly box: HTMLElement, readonly take: (taken: Taken) => void) {
    // A press on the list must not take the focus out of the text.
    box.addEventListener("pointerdown", (event) => event.preventDefault())
    box.addEventListener("click", ({ target }) => {
      const option = target instanceof Element ? target.closest<HTMLElement>("[role=option]") : null
      if (option) this.#take(option)
    })
  }

  get isOpen(): boolean {
    return !this.box.hidden
  }

  /** Looks at what is before the caret. */
  look(field: HTMLTextAreaElement | HTMLInputElement): void {
    this.#question = question(field)
    const key = this.#question ? `${this.#question.kind}${this.#question.start}` : ""
    if (!this.#question || key === this.#dismissed) { this.close(); return }
    this.#dismissed = ""
    this.#asking.request()
  }

  /** Arrows, Enter, Tab and Escape while the list is open. Returns whether the key was used. */
  key(event: KeyboardEvent): boolean {
    if (!this.isOpen || !this.#question || event.isComposing) return false
    const list = new Listbox(this.box, this.#question.field)
    if (event.key === "ArrowDown") list.move(1)
    else if (event.key === "ArrowUp") list.move(-1)
    else if ((event.key === "Enter" || event.key === "Tab") && list.selected && !event.ctrlKey && !event.metaKey) this.#take(list.selected)
    else if (event.key === "Escape") { this.#dismissed = `${this.#question.kind}${this.#question.start}`; this.close() }
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  close(): void {
    this.#asking.stop()
    this.#request?.abort()
    this.box.hidden = true
    this.box.replaceChildren()
    this.#question?.field.removeAttribute("aria-activedescendant")
  }

  #take(option: HTMLElement): void {
    const question = this.#question
    if (!question) return
    const { insert = "", actionUrl } = option.dataset
    const end = question.field.selectionStart ?? question.field.value.length
    this.close()
    this.take({ field: question.field, kind: question.kind, insert, start: question.start, end, actionUrl })
  }

  async #ask(): Promise<void> {
    const asked = this.#question
    if (!asked) return
    this.#request?.abort()
    this.#request = new AbortController()
    try {
      const query = new URLSearchParams({ ...asked.about, q: asked.query })
      const answer = await fetch(`${asked.url}?${query}`, { signal: this.#request.signal, headers: { accept: "text/html" } })
      if (!answer.ok || this.#question !== asked) return
      // Drawn and escaped by our own server.
      this.box.innerHTML = await answer.text()
      this.box.hidden = this.box.childElementCount === 0
      if (!this.box.hidden) new Listbox(this.box, asked.field).first()
    } catch { /* The next letter asks again. */ }
  }
}

function question(field: HTMLTextAreaElement | HTMLInputElement): Question | null {
  const caret = field.selectionStart ?? 0
  if (caret !== field.selectionEnd) return null
  if (field instanceof HTMLInputElement) {
    const { query, start } = addressAt(field.value, caret)
    return query.length < 2 ? null : { field, kind: "addresses", about: {}, url: field.dataset.suggest ?? "", query, start }
  }
  const trigger = triggerAt(field.value, caret)
  // Canned answers are filled in for the conversation one writes in; a new one has no number yet.
  const conversation = Number(field.form?.dataset.conversation)
  const about = trigger?.kind === "canned" && conversation > 0 ? { conversation: String(conversation) } : {}
  return trigger && { field, kind: trigger.kind, url: `/suggest/${trigger.kind}`, about, query: trigger.query, start: trigger.start }
}
