import assert from "node:assert/strict"
import { test } from "node:test"
import { sizeWords } from "../src/composer/upload"
import { macKeys } from "../src/platform"
import { relativeWords } from "../src/relative_time"

test("times are now, minutes, hours, and then a date", () => {
  const now = Date.parse("2025-11-20T12:00:00Z")
  const ago = (seconds: number) => relativeWords(now - seconds * 1_000, now)
  assert.equal(ago(0), "now")
  assert.equal(ago(-30), "now", "clocks differ a little")
  assert.equal(ago(59), "now")
  assert.equal(ago(60), "1 min")
  assert.equal(ago(3_599), "59 min")
  assert.equal(ago(3_600), "1 h")
  assert.equal(ago(86_399), "23 h")
  assert.equal(ago(86_400), null)
  assert.equal(ago(-3_600), null, "the future is the server's business")
  assert.equal(relativeWords(Number.NaN, now), null)
})

test("sizes are written for people", () => {
  assert.deepEqual([999, 1_000, 184_320, 2_400_000].map(sizeWords), ["999 bytes", "1 kB", "184 kB", "2.4 MB"])
})

test("keys are named as on a Mac", () => {
  assert.equal(macKeys("Ctrl Shift ↵"), "⌘⇧↵")
  assert.equal(macKeys("E"), "E")
})
