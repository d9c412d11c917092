// The composer: ties the text to its draft, files, suggestions and keys. The parts are in ../composer.
import { Controller } from "@hotwired/stimulus"
import { session } from "@hotwired/turbo"
import { Draft } from "../composer/draft"
import { Files } from "../composer/files"
import { Promises } from "../composer/promises"
import { Suggest, type Taken } from "../composer/suggest"
import { markClean, markDirty } from "../dirty"
import { difference, type Edit, insert, insertLine, link, prefixLines, wrap } from "../text_edit"
import { Throttle } from "../throttle"

/** Colleagues see "is writing" for a few seconds after each of these. */
const PRESENCE_EVERY_MS = 3_000

export class ComposerController extends Controller<HTMLFormElement> {
  static override targets = ["text", "files", "suggestions", "state", "kind", "picker", "send", "promises"]
  declare readonly textTarget: HTMLTextAreaElement
  declare readonly filesTarget: HTMLElement
  declare readonly suggestionsTarget: HTMLElement
  declare readonly stateTarget: HTMLElement
  declare readonly kindTargets: HTMLInputElement[]
  declare readonly pickerTarget: HTMLInputElement
  declare readonly hasSendTarget: boolean
  declare readonly sendTarget: HTMLButtonElement
  declare readonly hasPromisesTarget: boolean
  declare readonly promisesTarget: HTMLElement

  #draft: Draft | null = null
  #files: Files | null = null
  #suggest: Suggest | null = null
  #promises: Promises | null = null
  #typing: Throttle | null = null
  #waitingFor: HTMLElement | null = null
  #listening = new AbortController()

  override connect(): void {
    const { draftUrl, uploadUrl, presenceUrl } = this.element.dataset
    this.#listening = new AbortController()
    if (draftUrl) this.#draft = new Draft(this.element, draftUrl, (words) => this.#say(words))
    if (uploadUrl) this.#files = new Files(this.filesTarget, uploadUrl, (file) => this.#added(file.markdown), () => this.#filesChanged())
    if (presenceUrl) this.#typing = new Throttle(PRESENCE_EVERY_MS, () => void fetch(presenceUrl, { method: "POST", body: new URLSearchParams({ writing: "true" }), keepalive: true }).catch(() => {}))
    this.#suggest = new Suggest(this.suggestionsTarget, (taken) => this.#take(taken))
    if (this.hasPromisesTarget) this.#promises = new Promises(this.element, this.promisesTarget, this.textTarget, () => this.#touched())
    this.#listen()
    this.#grow()
    this.#showKind()
  }

  override disconnect(): void {
    this.#draft?.leave()
    this.#typing?.stop()
    this.#suggest?.close()
    this.#promises?.stop()
    this.#listening.abort()
  }

  #listen(): void {
    const { signal } = this.#listening
    const on = (target: EventTarget, name: string, run: (event: never) => void, capture = false) =>
      target.addEventListener(name, run as EventListener, { signal, capture })
    on(this.element, "input", this.#onInput)
    on(this.element, "keydown", this.#onKey)
    on(this.element, "focusout", () => { this.#draft?.flush(); setTimeout(() => this.#closeSuggestions()) })
    on(this.element, "paste", this.#onPaste)
    on(this.element, "dragover", this.#onDrag)
    on(this.element, "dragleave", () => delete this.element.dataset.dragging)
    on(this.element, "drop", this.#onDrop)
    on(this.element, "submit", this.#onSubmit, true)
    on(this.element, "change", () => this.#showKind())
    on(this.element, "turbo:submit-start", () => this.#draft?.stop())
    on(this.element, "turbo:submit-end", ({ detail }: DocumentEventMap["turbo:submit-end"]) => this.#onSent(detail.success))
    on(window, "pagehide", () => this.#draft?.flush())
    on(document, "turbo:before-visit", () => this.#draft?.flush())
    on(window, "beforeunload", (event: BeforeUnloadEvent) => { if ((this.#files?.pending ?? 0) > 0) event.preventDefault() })
  }

  bold(): void { this.#edit((edit) => wrap(edit, "**")) }
  italic(): void { this.#edit((edit) => wrap(edit, "_")) }
  link(): void { this.#edit(link) }
  bullets(): void { this.#edit((edit) => prefixLines(edit, "- ")) }
  quote(): void { this.#edit((edit) => prefixLines(edit, "> ")) }

  /** Begins a canned answer as if `/` had been typed. */
  canned(): void {
    this.#edit((edit) => insert(edit, /(^|\s)$/.test(edit.text.slice(0, edit.start)) ? "/" : " /"))
    this.#suggest?.look(this.textTarget)
  }

  /** Takes the files from the file dialog. */
  pick(): void {
    this.#files?.add([...(this.pickerTarget.files ?? [])])
    this.pickerTarget.value = ""
  }

  removeFile({ currentTarget }: Event): void {
    const item = currentTarget instanceof Element ? currentTarget.closest("li") : null
    if (!item) return
    if (this.#files) this.#files.remove(item)
    else item.remove()
    this.#touched()
  }

  /** What is offered goes out with the answer. */
  acceptPromise({ currentTarget }: Event): void {
    const line = promiseOf(currentTarget)
    if (line) this.#promises?.accept(line)
    this.textTarget.focus()
  }

  refusePromise({ currentTarget }: Event): void {
    const line = promiseOf(currentTarget)
    if (line) this.#promises?.refuse(line)
  }

  /** Whoever opens the fields means the promise. */
  editPromise({ currentTarget }: Event): void {
    const line = promiseOf(currentTarget)
    if (line?.dataset.promise === "offered" && currentTarget instanceof HTMLDetailsElement && currentTarget.open) this.#promises?.accept(line)
  }

  #onInput = ({ target }: Event) => {
    this.#typing?.request()
    this.#touched()
    if (target === this.textTarget) this.#promises?.look()
    else { const line = promiseOf(target); if (line) line.dataset.edited = "" }
    const suggests = target === this.textTarget || (target instanceof HTMLInputElement && target.dataset.suggest)
    if (suggests) this.#suggest?.look(target as HTMLTextAreaElement | HTMLInputElement)
  }

  #onKey = (event: KeyboardEvent) => {
    if (this.#suggest?.key(event)) return
    // By its place: with Alt, keyboards of some systems make another letter of it.
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyP") {
      if (this.#promises?.acceptFirst()) event.preventDefault()
      return
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    if (event.key === "Enter") this.#submit(event.shiftKey)
    else if (event.target !== this.textTarget || event.shiftKey) return
    else if (event.key === "b") this.bold()
    else if (event.key === "i") this.italic()
    else if (event.key === "k") this.link()
    else return
    event.preventDefault()
  }

  #onPaste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0 || !this.#files) return
    event.preventDefault()
    this.#files.add(files)
  }

  #onDrag = (event: DragEvent) => {
    if (!this.#files || !event.dataTransfer?.types.includes("Files")) return
    event.preventDefault()
    this.element.dataset.dragging = ""
  }

  #onDrop = (event: DragEvent) => {
    delete this.element.dataset.dragging
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length === 0 || !this.#files) return
    event.preventDefault()
    this.#files.add(files)
  }

  /** Files on their way are waited for; then it goes by itself. */
  #onSubmit = (event: SubmitEvent) => {
    const pending = this.#files?.pending ?? 0
    if (pending === 0) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.#waitingFor = event.submitter ?? this.sendTarget
    this.#say(`Goes out as soon as ${pending === 1 ? "the file is" : "the files are"} there`)
  }

  #onSent(success: boolean): void {
    if (success) {
      markClean(this.element)
      this.textTarget.value = ""
      this.filesTarget.replaceChildren()
      this.#promises?.clear()
      this.#grow()
    } else {
      this.#draft?.resume()
    }
  }

  #submit(next: boolean): void {
    const other = this.element.querySelector<HTMLButtonElement>('button[name="then"][value="next"]')
    const button = next && other ? other : this.hasSendTarget ? this.sendTarget : null
    this.element.requestSubmit(button)
  }

  #filesChanged(): void {
    if (this.#waitingFor && this.#files?.pending === 0) {
      const button = this.#waitingFor
      this.#waitingFor = null
      if (this.filesTarget.querySelector('[data-state="failed"]')) this.#say("A file could not be sent; nothing has gone out")
      else this.element.requestSubmit(button)
    }
  }

  #added(markdown: string): void {
    if (markdown) this.#edit((edit) => insertLine(edit, markdown))
    else this.#touched()
  }

  #take({ field, kind, insert: words, start, end, actionUrl }: Taken): void {
    const blank = this.textTarget.value.slice(0, start).trim() === ""
    const made = insert({ text: field.value, start, end }, words)
    field.value = made.text
    field.focus()
    field.setSelectionRange(made.start, made.end)
    const note = this.kindTargets.find((kindTarget) => kindTarget.value === "note")
    if (kind === "people" && blank && note) note.checked = true
    this.#showKind()
    this.#touched()
    if (actionUrl) void fetch(actionUrl, { method: "POST" }).then(() => session.refresh(document.baseURI))
  }

  /** Edits through the browser's own command where it can, so that Ctrl Z takes it back. */
  #edit(change: (edit: Edit) => Edit): void {
    const text = this.textTarget
    const made = change({ text: text.value, start: text.selectionStart, end: text.selectionEnd })
    const { start, end, words } = difference(text.value, made.text)
    text.focus()
    text.setSelectionRange(start, end)
    const done = words === "" ? start === end || document.execCommand("delete") : document.execCommand("insertText", false, words)
    if (!done) text.value = made.text
    text.setSelectionRange(made.start, made.end)
    this.#touched()
  }

  #touched(): void {
    markDirty(this.element)
    this.#grow()
    this.#draft?.touch()
  }

  /** Browsers that size a field by its content do this themselves. */
  #grow(): void {
    if (CSS.supports("field-sizing", "content")) return
    this.textTarget.style.height = "auto"
    this.textTarget.style.height = `${this.textTarget.scrollHeight}px`
  }

  #showKind(): void {
    const kind = this.kindTargets.find((target) => target.checked)?.value
    const words = kind === "note" ? this.textTarget.dataset.placeholderNote : this.textTarget.dataset.placeholderReply
    if (kind && words) this.textTarget.placeholder = words
  }

  #closeSuggestions(): void {
    if (!this.element.contains(document.activeElement)) this.#suggest?.close()
  }

  #say(words: string): void {
    this.stateTarget.textContent = words
  }
}

/** The promise a control belongs to. */
function promiseOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(".promise-line") : null
}
