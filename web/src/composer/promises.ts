// Promises under the text: asked of the server while one writes, accepted with one key, dropped when the words go.
import { Debounce } from "../throttle"

/** A pause in writing; long enough for a whole promise to be there. */
const ASK_AFTER_MS = 500
/** Shorter texts promise nothing. */
const TEXT_CHARACTERS_MIN = 8

/** What decides which offers are shown. */
export interface Offered {
  /** The words an offer was read from. */
  phrase: string
}

/** Words as they are compared: however they are spaced and spelled. */
export function plain(words: string): string {
  return words.replace(/\s+/g, " ").trim().toLowerCase()
}

/** The offers that are news: not refused, and not accepted already. */
export function fresh<T extends Offered>(offers: T[], refused: Set<string>, accepted: Set<string>): T[] {
  return offers.filter(({ phrase }) => !refused.has(plain(phrase)) && !accepted.has(plain(phrase)))
}

/** Whether a promise that was read in the text still stands in it. One written by hand has no words to look for. */
export function stands(phrase: string, text: string): boolean {
  return phrase === "" || plain(text).includes(plain(phrase))
}

export class Promises {
  #asking = new Debounce(ASK_AFTER_MS, () => { void this.#ask() })
  #request: AbortController | null = null
  #refused = new Set<string>()
  #asked = ""

  constructor(readonly form: HTMLFormElement, readonly place: HTMLElement, readonly text: HTMLTextAreaElement, readonly changed: () => void) {}

  get #offered(): HTMLElement { return this.place.querySelector<HTMLElement>(".promises-offered") ?? this.place }
  get #accepted(): HTMLElement { return this.place.querySelector<HTMLElement>(".promises-kept") ?? this.place }

  /** Something was written. */
  look(): void {
    this.#drop()
    this.#asking.request()
  }

  stop(): void {
    this.#asking.stop()
    this.#request?.abort()
  }

  /** The first that is offered goes out with the answer; false when nothing is. */
  acceptFirst(): boolean {
    const line = this.#offered.querySelector<HTMLElement>(".promise-line")
    if (line) this.accept(line)
    return line !== null
  }

  accept(line: HTMLElement): void {
    line.dataset.promise = "accepted"
    for (const fields of line.querySelectorAll("fieldset")) fields.disabled = false
    line.querySelector('[data-action="composer#acceptPromise"]')?.setAttribute("hidden", "")
    const lead = line.querySelector(".promise-lead")
    if (lead) lead.textContent = "Promised:"
    this.#accepted.append(line)
    this.changed()
  }

  refuse(line: HTMLElement): void {
    this.#refused.add(plain(line.dataset.phrase ?? ""))
    line.remove()
    this.text.focus()
    this.changed()
  }

  /** The answer is gone, and its promises with it. */
  clear(): void {
    this.stop()
    this.#refused.clear()
    this.#asked = ""
    this.#offered.replaceChildren()
    this.#accepted.replaceChildren()
    for (const input of this.place.querySelectorAll<HTMLInputElement>(".promise-more input:not([type=hidden])")) input.value = ""
  }

  /** What was read in words that are gone is promised no more, unless somebody has changed it by hand. */
  #drop(): void {
    for (const line of [...this.#lines(this.#accepted), ...this.#lines(this.#offered)]) {
      if (line.dataset.edited !== undefined || stands(line.dataset.phrase ?? "", this.text.value)) continue
      line.remove()
      // The same text may be written again, and is read again then.
      this.#asked = ""
    }
  }

  #lines(place: HTMLElement): HTMLElement[] {
    return [...place.querySelectorAll<HTMLElement>(".promise-line")]
  }

  async #ask(): Promise<void> {
    const url = this.place.dataset.promiseUrl
    const body = this.text.value
    const note = this.form.querySelector<HTMLInputElement>('[name="kind"][value="note"]:checked')
    if (!url || note || body.length < TEXT_CHARACTERS_MIN) { this.#offered.replaceChildren(); return }
    if (body === this.#asked) return
    this.#request?.abort()
    const request = new AbortController()
    this.#request = request
    const fields = new URLSearchParams({ body })
    const conversation = Number(this.form.dataset.conversation)
    if (conversation > 0) fields.set("conversation", String(conversation))
    try {
      const answer = await fetch(url, { method: "POST", body: fields, signal: request.signal, headers: { accept: "text/html" } })
      if (!answer.ok || this.text.value !== body) return
      this.#asked = body
      const read = document.createElement("div")
      // Drawn and escaped by our own server.
      read.innerHTML = await answer.text()
      const offers = this.#lines(read).map((line) => ({ phrase: line.dataset.phrase ?? "", line }))
      const accepted = new Set(this.#lines(this.#accepted).map((line) => plain(line.dataset.phrase ?? "")))
      this.#offered.replaceChildren(...fresh(offers, this.#refused, accepted).map(({ line }) => line))
    } catch { /* The next letter asks again. */ }
  }
}
