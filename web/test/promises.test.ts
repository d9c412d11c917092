import assert from "node:assert/strict"
import { test } from "node:test"
import { fresh, plain, stands } from "../src/composer/promises"

test("words are compared however they are spaced and spelled", () => {
  assert.equal(plain("  I'll  call\nyou "), "i'll call you")
  assert.ok(stands("I'll call you", "Hello,\nI'll call  you tomorrow."))
  assert.ok(!stands("I'll call you", "Hello, I will write."))
  assert.ok(stands("", "anything"), "what was written by hand stays")
})

test("what was refused or accepted is not offered again", () => {
  const offers = [{ phrase: "I'll call you" }, { phrase: "We will send it" }, { phrase: "I'll check" }]
  const left = fresh(offers, new Set(["we will send it"]), new Set(["i'll check"]))
  assert.deepEqual(left, [{ phrase: "I'll call you" }])
})
