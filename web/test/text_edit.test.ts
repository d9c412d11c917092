import assert from "node:assert/strict"
import { test } from "node:test"
import { addressAt, difference, type Edit, insert, insertLine, link, prefixLines, triggerAt, wrap } from "../src/text_edit"

/** "a [b] c": the brackets are the selection. */
function edit(marked: string): Edit {
  const start = marked.indexOf("[")
  const end = marked.indexOf("]") - 1
  return { text: marked.replace("[", "").replace("]", ""), start, end }
}

function marked({ text, start, end }: Edit): string {
  return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`
}

test("bold goes on and off again", () => {
  const bold = wrap(edit("I am [very] sorry"), "**")
  assert.equal(marked(bold), "I am **[very]** sorry")
  assert.equal(marked(wrap(bold, "**")), "I am [very] sorry")
  assert.equal(marked(wrap(edit("I am [**very**] sorry"), "**")), "I am [very] sorry")
  assert.equal(marked(wrap(edit("[]"), "**")), "**[]**")
})

test("a link asks for what is missing", () => {
  assert.equal(link(edit("see [our page] today")).text, "see [our page](https://) today")
  const made = link(edit("see [our page] today"))
  assert.equal(made.text.slice(made.start, made.end), "https://")
  const address = link(edit("see [https://shop.example/x]"))
  assert.equal(address.text, "see [](https://shop.example/x)")
  assert.equal(address.start, 5)
})

test("lines become a list and text again", () => {
  const list = prefixLines(edit("one\nt[wo\nthr]ee\nfour"), "- ")
  assert.equal(list.text, "one\n- two\n- three\nfour")
  assert.equal(prefixLines(list, "- ").text, "one\ntwo\nthree\nfour")
  assert.equal(marked(prefixLines(edit("[]"), "> ")), "> []")
})

test("words go in place of the selection, a picture on a line of its own", () => {
  assert.equal(marked(insert(edit("a [b] c"), "x")), "a x[] c")
  assert.equal(insertLine(edit("a[]b"), "![](/f/1)").text, "a\n![](/f/1)\nb")
  assert.equal(insertLine(edit("a\n[]"), "![](/f/1)").text, "a\n![](/f/1)\n")
})

test("a sign begins a question only at the start of a word", () => {
  const at = (text: string) => triggerAt(text, text.length)
  assert.deepEqual(at("ask @no"), { kind: "people", query: "no", start: 4 })
  assert.deepEqual(at("/lat"), { kind: "canned", query: "lat", start: 0 })
  assert.deepEqual(at("line\n@"), { kind: "people", query: "", start: 5 })
  assert.deepEqual(at("(@Žof"), { kind: "people", query: "Žof", start: 1 })
  assert.equal(at("mail to a@b"), null)
  assert.equal(at("and/or"), null)
  assert.equal(at("https://x"), null)
  assert.equal(at("@noor can"), null)
  assert.equal(at(`@${"x".repeat(60)}`), null)
})

test("the address being typed is the one after the last comma", () => {
  assert.deepEqual(addressAt("a@example.com, mar", 18), { query: "mar", start: 15 })
  assert.deepEqual(addressAt("mar", 3), { query: "mar", start: 0 })
})

test("only what differs is replaced", () => {
  assert.deepEqual(difference("I am very sorry", "I am **very sorry"), { start: 5, end: 5, words: "**" })
  assert.deepEqual(difference("aaa", "aa"), { start: 2, end: 3, words: "" })
  assert.deepEqual(difference("same", "same"), { start: 4, end: 4, words: "" })
  assert.deepEqual(difference("", "new"), { start: 0, end: 0, words: "new" })
  for (const [before, after] of [["abab", "ab"], ["ab", "abab"], ["x", "y"], ["one two", "one **two**"]] as const) {
    const { start, end, words } = difference(before, after)
    assert.equal(before.slice(0, start) + words + before.slice(end), after)
  }
})
