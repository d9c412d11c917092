import assert from "node:assert/strict"
import { test } from "node:test"
import { type Clock, Debounce, Throttle } from "../src/throttle"

/** A clock that is moved by hand. */
class Hand implements Clock {
  time = 0
  #timers = new Map<number, { at: number; run: () => void }>()
  #next = 1

  now(): number { return this.time }
  after(milliseconds: number, run: () => void): number {
    this.#timers.set(this.#next, { at: this.time + milliseconds, run })
    return this.#next++
  }
  cancel(timer: unknown): void { this.#timers.delete(timer as number) }
  forward(milliseconds: number): void {
    this.time += milliseconds
    for (const [id, timer] of [...this.#timers]) {
      if (timer.at <= this.time && this.#timers.delete(id)) timer.run()
    }
  }
}

test("a burst of requests runs at once and once more at its end", () => {
  const hand = new Hand()
  let runs = 0
  const throttle = new Throttle(334, () => { runs += 1 }, hand)
  for (let i = 0; i < 100; i += 1) throttle.request()
  assert.equal(runs, 1)
  hand.forward(333)
  assert.equal(runs, 1)
  hand.forward(1)
  assert.equal(runs, 2)
  hand.forward(10_000)
  assert.equal(runs, 2, "nothing was asked for since")
})

test("never more often than three times a second", () => {
  const hand = new Hand()
  const runs: number[] = []
  const throttle = new Throttle(334, () => runs.push(hand.now()), hand)
  for (let at = 0; at < 3_000; at += 10) { throttle.request(); hand.forward(10) }
  const gaps = runs.slice(1).map((at, index) => at - (runs[index] ?? 0))
  assert.ok(runs.length >= 8 && gaps.every((gap) => gap >= 334), gaps.join(" "))
})

test("a stopped throttle stays quiet", () => {
  const hand = new Hand()
  let runs = 0
  const throttle = new Throttle(100, () => { runs += 1 }, hand)
  throttle.request()
  throttle.request()
  throttle.stop()
  hand.forward(1_000)
  assert.equal(runs, 1)
})

test("a pause in writing saves, and leaving saves at once", () => {
  const hand = new Hand()
  let saves = 0
  const debounce = new Debounce(600, () => { saves += 1 }, hand)
  for (let i = 0; i < 5; i += 1) { debounce.request(); hand.forward(500) }
  assert.equal(saves, 0)
  hand.forward(100)
  assert.equal(saves, 1)
  debounce.flush()
  assert.equal(saves, 1, "nothing was waiting")
  debounce.request()
  debounce.flush()
  assert.equal(saves, 2)
  hand.forward(1_000)
  assert.equal(saves, 2)
})
