// Keys are named as they are on the person's own keyboard.

/** Whether this is a Mac, where the command key does what Ctrl does elsewhere. */
export const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent)

/** "Ctrl Shift ↵" as a Mac writes it. */
export function macKeys(words: string): string {
  return words.replace("Ctrl", "⌘").replace("Shift", "⇧").replaceAll(" ", "")
}

/** Renames the keys on screen; the server writes "Ctrl" because it can't know. */
export function nameKeys(): void {
  if (!isMac) return
  const rename = () => {
    for (const element of document.querySelectorAll("kbd")) {
      const words = element.textContent ?? ""
      if (words.includes("Ctrl")) element.textContent = macKeys(words)
    }
  }
  document.addEventListener("turbo:load", rename)
  document.addEventListener("turbo:render", rename)
}
