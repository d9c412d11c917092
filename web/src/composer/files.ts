// The strip of files under the text: one item each, with the hidden field that sends its id along.
import { send, sizeWords, type Uploaded } from "./upload"

/** Draws and uploads; calls back when something is there, and when the number of uploads changes. */
export class Files {
  #pending = new Set<() => void>()

  constructor(
    readonly strip: HTMLElement,
    readonly url: string,
    readonly added: (file: Uploaded) => void,
    readonly changed: () => void,
  ) {}

  /** How many files are still on their way. */
  get pending(): number {
    return this.#pending.size
  }

  add(files: Iterable<File>): void {
    for (const file of files) void this.#add(file)
  }

  /** Takes a file off, or stops its upload. */
  remove(item: Element): void {
    item.dispatchEvent(new CustomEvent("stop"))
    item.remove()
    this.changed()
  }

  async #add(file: File): Promise<void> {
    const name = file.name || "screenshot.png"
    const item = this.#draw(name, sizeWords(file.size))
    const bar = document.createElement("progress")
    bar.max = 1
    bar.value = 0
    item.insertBefore(bar, item.lastElementChild)
    const upload = send(file, this.url, (share) => { bar.value = share })
    const stop = () => upload.stop()
    item.addEventListener("stop", () => { stop(); this.#pending.delete(stop); this.changed() })
    this.#pending.add(stop)
    this.changed()
    try {
      const uploaded = await upload.done
      if (!item.isConnected) return
      item.append(hidden(String(uploaded.id)))
      item.dataset.state = "ready"
      bar.remove()
      this.added(uploaded)
    } catch (error) {
      item.dataset.state = "failed"
      bar.replaceWith(` ${error instanceof Error ? error.message : "failed"}`)
    } finally {
      this.#pending.delete(stop)
      this.changed()
    }
  }

  #draw(name: string, size: string): HTMLLIElement {
    const item = document.createElement("li")
    item.className = "composer-file"
    item.dataset.state = "uploading"
    const words = document.createElement("span")
    words.className = "composer-file-name"
    words.textContent = name
    const bytes = document.createElement("span")
    bytes.className = "composer-file-size"
    bytes.textContent = size
    const remove = document.createElement("button")
    remove.type = "button"
    remove.className = "composer-file-remove"
    remove.dataset.action = "composer#removeFile"
    remove.setAttribute("aria-label", `Remove ${name}`)
    remove.textContent = "×"
    item.append(words, bytes, remove)
    this.strip.append(item)
    return item
  }
}

function hidden(id: string): HTMLInputElement {
  const input = document.createElement("input")
  input.type = "hidden"
  input.name = "attachment"
  input.value = id
  return input
}
