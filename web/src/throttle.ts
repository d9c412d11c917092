// Calls something at most once in an interval, always once more after the last request. Clock and timer are
// arguments, so that tests need not wait.

/** What a throttle needs to know about time, in milliseconds. */
export interface Clock {
  now(): number
  after(milliseconds: number, run: () => void): unknown
  cancel(timer: unknown): void
}

/** The browser's own clock. */
export const clock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run) => setTimeout(run, milliseconds),
  cancel: (timer) => clearTimeout(timer as number),
}

/** Runs `run` at once if the interval has passed, else when it has; requests in between become one. */
export class Throttle {
  #last = Number.NEGATIVE_INFINITY
  #timer: unknown = null

  constructor(readonly interval: number, readonly run: () => void, readonly time: Clock = clock) {}

  request(): void {
    if (this.#timer !== null) return
    const wait = this.#last + this.interval - this.time.now()
    if (wait <= 0) this.#fire()
    else this.#timer = this.time.after(wait, () => this.#fire())
  }

  stop(): void {
    if (this.#timer !== null) this.time.cancel(this.#timer)
    this.#timer = null
  }

  #fire(): void {
    this.#timer = null
    this.#last = this.time.now()
    this.run()
  }
}

/** Runs `run` when nothing was requested for a while. */
export class Debounce {
  #timer: unknown = null

  constructor(readonly delay: number, readonly run: () => void, readonly time: Clock = clock) {}

  request(): void {
    this.stop()
    this.#timer = this.time.after(this.delay, () => { this.#timer = null; this.run() })
  }

  /** Runs now if something is waiting. */
  flush(): void {
    if (this.#timer === null) return
    this.stop()
    this.run()
  }

  stop(): void {
    if (this.#timer !== null) this.time.cancel(this.#timer)
    this.#timer = null
  }
}
