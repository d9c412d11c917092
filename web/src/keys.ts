// Keys: whatever carries `data-key` is pressed by it. Never inside a field, never while a dialog lies in front
// (but for the dialog's own keys).
import { closeMenus, open } from "./dialogs"
import { keyName, Sequence } from "./key_sequence"
import { moveInList, pickInList } from "./list_keys"

/** Keys that need no declaration on the page. */
const BUILT_IN = new Set(["j", "k", "x", "?", "/"])

/** One listener for all keys. */
export function listenToKeys(): void {
  const sequence = new Sequence()
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      if (open("command")) event.preventDefault()
      return
    }
    if (event.key === "Escape") { leave(event); return }
    const name = keyName(event)
    if (name === null || isWriting(event.target)) return
    if (event.repeat && name !== "j" && name !== "k") return
    const scope: ParentNode = document.querySelector("dialog[open]") ?? document
    const declared = new Set([...scope.querySelectorAll("[data-key]")].map((element) => element.getAttribute("data-key") ?? ""))
    if (scope === document) for (const key of BUILT_IN) declared.add(key)
    const found = sequence.press(name, event.timeStamp, declared)
    if (found !== null && act(found, scope)) event.preventDefault()
  })
}

/** Whether keys go into a field. */
function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type)
}

/** Escape leaves a field, so that keys work again; menus and dialogs close before. */
function leave(event: KeyboardEvent): void {
  if (document.querySelector("details.menu[open]")) {
    closeMenus()
    event.preventDefault()
  } else if (isWriting(event.target) && !document.querySelector("dialog[open]")) {
    (event.target as HTMLElement).blur()
  } else {
    document.querySelector<HTMLFormElement>("form#bulk")?.reset()
  }
}

function act(name: string, scope: ParentNode): boolean {
  const declared = [...scope.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(name)}"]`)]
  const usable = declared.filter((element) => !element.matches(":disabled") && isReachable(element))
  const target = usable.find((element) => element.checkVisibility()) ?? usable[0]
  if (target) {
    press(target)
    return true
  }
  if (scope !== document) return false
  switch (name) {
    case "j": return moveInList(1)
    case "k": return moveInList(-1)
    case "x": return pickInList()
    case "?": return open("keys")
    case "/": return search()
    default: return false
  }
}

/** An element inside a closed dialog is not there; inside a closed menu it is. */
function isReachable(element: HTMLElement): boolean {
  const dialog = element.closest("dialog")
  return dialog === null || dialog.open
}

function press(target: HTMLElement): void {
  target.click()
  if (target instanceof HTMLInputElement && target.type === "radio") {
    const field = target.form?.querySelector("textarea")
    field?.focus()
    // Somebody goes on where the draft ends.
    if (field?.selectionEnd === 0) field.setSelectionRange(field.value.length, field.value.length)
  } else if (target.matches("summary")) {
    target.parentElement?.querySelector<HTMLElement>(".menu-item, .menu-body input:not([type=hidden])")?.focus()
  }
}

/** The page's own search field where it has one, else the command bar. */
function search(): boolean {
  const field = document.querySelector<HTMLInputElement>("main input[type=search]")
  if (!field?.checkVisibility()) return open("command")
  field.focus()
  field.select()
  return true
}
