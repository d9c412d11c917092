// Editing Markdown: what a button or a key does to a text and its selection. Pure, so that it can be tested.

/** A text with its selection, as offsets. */
export interface Edit {
  text: string
  start: number
  end: number
}

/** Puts `mark` around the selection, or takes it away where it already is. */
export function wrap({ text, start, end }: Edit, mark: string): Edit {
  const size = mark.length
  const chosen = text.slice(start, end)
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark) {
    return { text: text.slice(0, start - size) + chosen + text.slice(end + size), start: start - size, end: end - size }
  }
  if (chosen.length >= 2 * size && chosen.startsWith(mark) && chosen.endsWith(mark)) {
    const inner = chosen.slice(size, chosen.length - size)
    return { text: text.slice(0, start) + inner + text.slice(end), start, end: start + inner.length }
  }
  return { text: text.slice(0, start) + mark + chosen + mark + text.slice(end), start: start + size, end: end + size }
}

/** Makes the selection a link and selects where its address goes. An address becomes the target instead. */
export function link({ text, start, end }: Edit): Edit {
  const chosen = text.slice(start, end)
  const address = /^https?:\/\/\S+$/.test(chosen)
  const made = address ? `[](${chosen})` : `[${chosen}](https://)`
  const before = text.slice(0, start) + made
  const from = address ? start + 1 : start + chosen.length + 3
  return { text: before + text.slice(end), start: from, end: address ? from : from + "https://".length }
}

/** Puts `prefix` before each chosen line, or takes it away where every line has it. */
export function prefixLines({ text, start, end }: Edit, prefix: string): Edit {
  const from = text.lastIndexOf("\n", start - 1) + 1
  const next = text.indexOf("\n", end)
  const to = next < 0 ? text.length : next
  const lines = text.slice(from, to).split("\n")
  const has = lines.every((line) => line.startsWith(prefix))
  const changed = lines.map((line) => (has ? line.slice(prefix.length) : prefix + line)).join("\n")
  const grown = changed.length - (to - from)
  const first = has ? -prefix.length : prefix.length
  return { text: text.slice(0, from) + changed + text.slice(to), start: Math.max(from, start + first), end: Math.max(from, end + grown) }
}

/** Puts `words` in place of the selection and the caret after them. */
export function insert({ text, start, end }: Edit, words: string): Edit {
  const caret = start + words.length
  return { text: text.slice(0, start) + words + text.slice(end), start: caret, end: caret }
}

/** Puts `words` on a line of their own. */
export function insertLine(edit: Edit, words: string): Edit {
  const before = edit.text.slice(0, edit.start)
  const lead = before === "" || before.endsWith("\n") ? "" : "\n"
  return insert(edit, `${lead}${words}\n`)
}

/** What somebody is looking for while he writes. */
export interface Trigger {
  kind: "people" | "canned"
  query: string
  /** Where the sign stands in the text. */
  start: number
}

/** The longest name that is looked for, in characters; beyond it the sign was just a sign. */
const QUERY_MAX = 40

/** The `@` or `/` before the caret, if one has begun a word with it. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(Math.max(0, caret - QUERY_MAX - 1), caret)
  const found = /(?:^|[\s(])([@/])([\p{L}\p{N}.\-_]*)$/u.exec(before)
  if (!found) return null
  const [, sign, query = ""] = found
  return { kind: sign === "@" ? "people" : "canned", query, start: caret - query.length - 1 }
}

/** The address being typed in a comma-separated field, and where it starts. */
export function addressAt(text: string, caret: number): { query: string; start: number } {
  const comma = text.lastIndexOf(",", caret - 1)
  const query = text.slice(comma + 1, caret)
  return { query: query.trim(), start: caret - query.trimStart().length }
}

/** The smallest stretch of `before` that has to be replaced to get `after`: undoing it must select no more. */
export function difference(before: string, after: string): { start: number; end: number; words: string } {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let same = 0
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1
  return { start, end: before.length - same, words: after.slice(start, after.length - same) }
}
