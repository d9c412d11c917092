// Hands stay on the keyboard: closing, snoozing, undoing, noting, walking through lists, finding.
import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import type { Page } from "playwright-core"
import { composer, conversation, row, toast } from "./inbox"
import { written } from "./mails"
import { agent, cape } from "./stage"
import type { Visitor } from "./visitor"

const MATTER = "Buckle on the satchel"
let visitor: Visitor
let page: Page

before(async () => {
  visitor = await agent()
  page = visitor.page
  await cape.receive(written({ from: "Mirela Popa <mirela@popa.example>", subject: MATTER, text: "The buckle squeaks a little." }))
})
after(() => visitor.leave())

async function openMatter(): Promise<void> {
  await page.goto("/inbox/open")
  await row(page, MATTER).click()
  await page.getByRole("heading", { level: 1, name: MATTER }).waitFor()
}

test("E closes and the list moves on; Z takes it back", async () => {
  await openMatter()
  await page.keyboard.press("e")
  await toast(page, "Conversation closed").waitFor()
  assert.equal(await row(page, MATTER).count(), 0, "it has left the list")
  await page.keyboard.press("z")
  await page.getByRole("heading", { level: 1, name: MATTER }).waitFor()
  await row(page, MATTER).waitFor()
})

test("H snoozes until a time one chooses", async () => {
  await openMatter()
  await page.keyboard.press("h")
  await page.waitForFunction(() => document.activeElement?.matches(".menu-item"))
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("Enter")
  await toast(page, "Snoozed").waitFor()
  await page.goto("/inbox/snoozed")
  await row(page, MATTER).click()
  const again = page.locator(".head-actions [data-key=o]")
  await again.waitFor()
  await page.keyboard.press("o")
  await again.waitFor({ state: "detached" })
  await page.goto("/inbox/open")
  await row(page, MATTER).waitFor()
})

test("N writes a note, and @ finds a colleague", async () => {
  await openMatter()
  await page.keyboard.press("n")
  await page.keyboard.type("@Nor")
  await page.getByRole("option", { name: /Noreen/ }).waitFor()
  await page.keyboard.press("Enter")
  await page.keyboard.type("do we have oil for this?")
  await page.keyboard.press("Control+Enter")
  const note = conversation(page).locator(".message--note", { hasText: "do we have oil for this?" })
  await note.waitFor()
  assert.match(await note.innerText(), /@Noreen/)
  assert.equal(await composer(page).locator("textarea").inputValue(), "", "the composer is empty again")
})

test("J and K walk through the list", async () => {
  await page.goto("/inbox/open")
  await page.keyboard.press("j")
  const first = await focusedRow(page)
  await page.keyboard.press("j")
  const second = await focusedRow(page)
  assert.notEqual(second, first)
  await page.keyboard.press("k")
  assert.equal(await focusedRow(page), first)
  await page.keyboard.press("Enter")
  await page.waitForURL(`**${first}`)
  await composer(page).waitFor()
  await page.keyboard.press("j")
  await page.waitForURL(`**${second}`)
})

async function focusedRow(of: Page): Promise<string> {
  await of.waitForFunction(() => document.activeElement?.matches("a[data-row]"))
  return of.evaluate(() => new URL((document.activeElement as HTMLAnchorElement).href).pathname)
}

test("? shows the keys, Escape puts them away", async () => {
  await page.goto("/inbox/open")
  await page.keyboard.press("?")
  const sheet = page.getByRole("dialog", { name: "Keys" })
  await sheet.getByText("Snooze").waitFor()
  await page.keyboard.press("Escape")
  await sheet.waitFor({ state: "hidden" })
})

test("Ctrl K finds places and customers", async () => {
  await page.goto("/inbox/open")
  await page.keyboard.press("Control+k")
  // The list is drawn anew with each letter: choose from the one for the whole word, and the customer in it.
  const whole = page.waitForResponse((answer) => answer.url().endsWith("/command?q=mirela"))
  await page.keyboard.type("mirela")
  await (await whole).finished()
  const found = page.locator('[role="option"][href^="/customers/"]').filter({ hasText: "Mirela Popa" }).first()
  await found.waitFor()
  await found.click()
  await page.waitForURL(/\/customers\/\d+/)
  await page.getByRole("heading", { level: 1, name: "Mirela Popa" }).waitFor()
})

test("Search finds words, and filters narrow it down", async () => {
  await page.goto("/search")
  await page.getByRole("searchbox", { name: "Search" }).fill("squeaks")
  await page.keyboard.press("Enter")
  await result(page, MATTER).waitFor()
  for (const [words, found] of [
    ["buckle from:mirela", 1], ["buckle from:nobody", 0], ["squeaks is:open", 1], ["squeaks is:closed", 0], ['"a little" squeaks', 1], ["squea*", 1],
  ] as const) {
    await page.goto(`/search?q=${encodeURIComponent(words)}`)
    assert.equal(await result(page, MATTER).count(), found, words)
  }
})

function result(of: Page, words: string) {
  return of.locator(".search-row", { hasText: words })
}
