// A stranger's mail in its frame: no script runs inside, so the page around it measures its height.
import { Controller } from "@hotwired/stimulus"

/** The tallest a mail is shown; beyond it the frame scrolls. */
const HEIGHT_MAX_PX = 20_000

export class MailFrameController extends Controller<HTMLElement> {
  static override targets = ["frame"]
  declare readonly frameTarget: HTMLIFrameElement
  #observer: ResizeObserver | null = null

  override connect(): void {
    this.frameTarget.addEventListener("load", this.#measure)
    if (this.frameTarget.contentDocument?.readyState === "complete") this.#measure()
  }

  override disconnect(): void {
    this.frameTarget.removeEventListener("load", this.#measure)
    this.#observer?.disconnect()
  }

  /** Loads the mail again with its pictures. */
  showRemote(event: Event): void {
    const link = event.currentTarget
    if (!(link instanceof HTMLAnchorElement)) return
    event.preventDefault()
    this.frameTarget.setAttribute("data-remote-shown", "")
    this.frameTarget.src = link.href
    link.closest(".mail-remote")?.setAttribute("hidden", "")
  }

  #measure = () => {
    const page = this.frameTarget.contentDocument
    if (!page?.body || page.URL === "about:blank") return
    this.#observer?.disconnect()
    const fit = () => {
      const quirks = page.compatMode === "BackCompat"
      const height = quirks ? page.body.scrollHeight : page.documentElement.getBoundingClientRect().height
      this.frameTarget.style.height = `${Math.min(Math.ceil(height), HEIGHT_MAX_PX)}px`
    }
    fit()
    this.#observer = new ResizeObserver(fit)
    this.#observer.observe(page.body)
  }
}
