// Which key was meant: single keys and short sequences ("g i"), with a pause after which a sequence is forgotten.

/** How long one may wait between the keys of a sequence. */
export const SEQUENCE_MS = 1_000

/** The parts of a keyboard event that matter. */
export interface Press {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

/** The name of a key as pages declare it in `data-key`, or null for a press that is no shortcut. */
export function keyName(press: Press): string | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null
  if (press.key.length !== 1 || press.key === " ") return null
  return press.shiftKey ? press.key : press.key.toLowerCase()
}

/** Follows keys in time and says which declared sequence is complete. */
export class Sequence {
  #typed: string[] = []
  #last = 0

  /** Adds a key pressed at `now` (milliseconds); `declared` are all sequences of the page. */
  press(name: string, now: number, declared: ReadonlySet<string>): string | null {
    if (now - this.#last > SEQUENCE_MS) this.#typed = []
    this.#last = now
    this.#typed.push(name)
    const whole = this.#typed.join(" ")
    if (declared.has(whole)) return this.#done(whole)
    if ([...declared].some((sequence) => sequence.startsWith(`${whole} `))) return null
    return this.#done(declared.has(name) ? name : null)
  }

  #done(found: string | null): string | null {
    this.#typed = []
    return found
  }
}
