import assert from "node:assert/strict"
import { test } from "node:test"
import { keyName, type Press, Sequence, SEQUENCE_MS } from "../src/key_sequence"

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held,
})

test("keys with a modifier are the browser's", () => {
  assert.equal(keyName(press("e")), "e")
  assert.equal(keyName(press("E")), "e", "caps lock does not matter")
  assert.equal(keyName(press("?", { shiftKey: true })), "?")
  assert.equal(keyName(press("E", { shiftKey: true })), "E")
  assert.equal(keyName(press("e", { ctrlKey: true })), null)
  assert.equal(keyName(press("Enter")), null)
})

test("a sequence needs its keys in order and in time", () => {
  const declared = new Set(["g i", "g c", "e", "i"])
  const keys = new Sequence()
  assert.equal(keys.press("e", 0, declared), "e")
  assert.equal(keys.press("g", 10, declared), null)
  assert.equal(keys.press("i", 20, declared), "g i")
  assert.equal(keys.press("g", 5_000, declared), null)
  assert.equal(keys.press("i", 5_000 + SEQUENCE_MS + 1, declared), "i", "too late for the sequence")
})

test("a key that goes nowhere in a sequence counts for itself", () => {
  const declared = new Set(["g i", "e"])
  const keys = new Sequence()
  assert.equal(keys.press("g", 0, declared), null)
  assert.equal(keys.press("e", 10, declared), "e")
  assert.equal(keys.press("q", 20, declared), null)
  assert.equal(keys.press("e", 30, declared), "e")
})
