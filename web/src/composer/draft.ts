// The draft on the server: saved a moment after the last letter, when one leaves the field, and when the page goes.
import { Debounce } from "../throttle"

/** A pause in writing; long enough not to save every letter, short enough to lose none. */
const SAVE_AFTER_MS = 600
/** After a failure, the next try. */
const RETRY_AFTER_MS = 4_000
/** The most a browser sends while a page goes (`keepalive`). */
const KEEPALIVE_BYTES_MAX = 60_000

/** Saves a form's fields by PUT, one request after the other, the latest last. */
export class Draft {
  #waiting = new Debounce(SAVE_AFTER_MS, () => { void this.#save() })
  #retry = new Debounce(RETRY_AFTER_MS, () => { void this.#save() })
  #request: AbortController | null = null
  #saved: string
  #stopped = false

  constructor(readonly form: HTMLFormElement, readonly url: string, readonly say: (words: string) => void) {
    this.#saved = this.#fields()
  }

  /** Whether something is written that the server does not have. */
  get unsaved(): boolean {
    return !this.#stopped && this.#fields() !== this.#saved
  }

  /** Something was typed. */
  touch(): void {
    if (!this.#stopped) this.#waiting.request()
  }

  /** Saves now what waits. */
  flush(): void {
    if (!this.unsaved) return
    this.#waiting.stop()
    void this.#save(true)
  }

  /** The form is going away: what waits is saved, and nothing is tried again. */
  leave(): void {
    this.flush()
    this.#stopped = true
    this.#waiting.stop()
    this.#retry.stop()
  }

  /** The answer is being sent: a draft that arrived after it would bring it back. */
  stop(): void {
    this.#stopped = true
    this.#waiting.stop()
    this.#retry.stop()
    this.#request?.abort()
  }

  /** It was not sent after all. */
  resume(): void {
    this.#stopped = false
    this.touch()
  }

  #fields(): string {
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string") fields.append(name, value)
    }
    return fields.toString()
  }

  async #save(leaving = false): Promise<void> {
    const body = this.#fields()
    if (body === this.#saved || this.#stopped) return
    this.#request?.abort()
    const request = new AbortController()
    this.#request = request
    try {
      const answer = await fetch(this.url, {
        method: "PUT", body, signal: request.signal, keepalive: leaving && body.length < KEEPALIVE_BYTES_MAX,
        headers: { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" },
      })
      if (!answer.ok) throw new Error(String(answer.status))
      this.#saved = body
      this.say("Draft saved")
    } catch {
      if (request.signal.aborted) return
      this.say("Not saved yet; trying again")
      this.#retry.request()
    }
  }
}
