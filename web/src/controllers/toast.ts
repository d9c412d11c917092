// A toast goes when its seconds are over. Pointing at it or focusing it stops the clock.
import { Controller } from "@hotwired/stimulus"

const LEAVE_MS = 140

export class ToastController extends Controller<HTMLElement> {
  #left = 0
  #since = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  override connect(): void {
    const seconds = Number(this.element.dataset.seconds) || 6
    // A toast carried over from another page goes on where it was.
    const until = Number(this.element.dataset.until)
    this.#left = until ? until - performance.now() : seconds * 1000
    const bar = this.element.querySelector<HTMLElement>(".toast-time")
    if (bar) {
      bar.style.animationDuration = `${seconds}s`
      bar.style.animationDelay = `${this.#left - seconds * 1000}ms`
    }
    for (const name of ["pointerenter", "focusin"]) this.element.addEventListener(name, this.#hold)
    for (const name of ["pointerleave", "focusout"]) this.element.addEventListener(name, this.#run)
    this.#run()
  }

  override disconnect(): void {
    clearTimeout(this.#timer)
  }

  /** Closes it now. */
  close(): void {
    clearTimeout(this.#timer)
    this.element.dataset.leaving = ""
    setTimeout(() => this.element.remove(), LEAVE_MS)
  }

  #hold = () => {
    clearTimeout(this.#timer)
    this.#left -= performance.now() - this.#since
    this.#since = performance.now()
  }

  #run = () => {
    clearTimeout(this.#timer)
    this.#since = performance.now()
    this.element.dataset.until = String(this.#since + this.#left)
    this.#timer = setTimeout(() => this.close(), Math.max(0, this.#left))
  }
}
