// An angry customer comes for the third time: seen in the open inbox, with reasons, by whoever can help; corrected with a
// click, counted, and whoever is abused is spared.
import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import type { Locator, Page } from "playwright-core"
import { faults } from "./accessibility"
import { composer, conversation, row } from "./inbox"
import { written } from "./mails"
import { agent, cape } from "./stage"
import type { Visitor } from "./visitor"

const MATTER = "The rucksack that never came"
const FROM = "Dagny Storm <dagny@storm.example>"
const ANGRY = "This is the third time I write. I am FURIOUS: you lied to me, this is outrageous and disgraceful. I want my money back NOW!!"
let visitor: Visitor
let page: Page

before(async () => {
  visitor = await agent()
  page = visitor.page
})
after(() => visitor.leave())

const mark = (): Locator => row(page, MATTER).locator(".mark", { hasText: "upset" })
const line = (): Locator => conversation(page).locator("article", { hasText: "I am FURIOUS" }).locator(".signal")
let latest = ""

/** She writes again, in answer to her own last mail. */
async function write(text: string): Promise<void> {
  const raw = written({ from: FROM, subject: MATTER, text, ...(latest ? { inReplyTo: latest } : {}) })
  latest = /Message-ID: (<[^>]+>)/.exec(raw)?.[1] ?? ""
  await cape.receive(raw)
}

/** Opens the reasons, if they aren't open yet. */
async function openReasons(signal: Locator): Promise<void> {
  if (await signal.getAttribute("open") === null) await signal.locator("summary").click()
}

async function openMatter(): Promise<void> {
  await page.goto("/inbox/open")
  await row(page, MATTER).click()
  await page.getByRole("heading", { level: 1, name: MATTER }).waitFor()
}

/** Thought done, and taken up again by her next message. */
async function closeIt(): Promise<void> {
  await openMatter()
  await page.keyboard.press("e")
  await row(page, MATTER).waitFor({ state: "detached" })
}

test("The third contact marks its line in the open inbox, without a reload", async () => {
  await write("Where is my rucksack?")
  await page.goto("/inbox/open")
  await row(page, MATTER).waitFor()
  await closeIt()
  await write("It still has not come.")
  await row(page, MATTER).waitFor()
  assert.equal(await mark().count(), 0, "a second try needs no mark")
  await closeIt()
  await page.goto("/inbox/open")
  await page.evaluate(() => { (globalThis as { sameDocument?: boolean }).sameDocument = true })
  await write(ANGRY)
  await mark().waitFor()
  assert.equal(await mark().textContent(), "extremely upset")
  assert.match(await mark().getAttribute("title") ?? "", /third try/)
  assert.equal(await page.evaluate(() => (globalThis as { sameDocument?: boolean }).sameDocument), true, "the page was not loaded again")
  assert.deepEqual(await faults(page), [])
})

test("The reasons stand under the message, and somebody who can help was brought", async () => {
  await row(page, MATTER).click()
  await openReasons(line())
  await line().getByText("third try").first().waitFor()
  await line().locator("q", { hasText: "I want my money back" }).first().waitFor()
  await conversation(page).getByText(/brought/).first().waitFor()
  const panel = page.getByRole("complementary", { name: "Customer" })
  for (const words of ["Asked for", "Had to try", "3 times", "Felt lately", "You may give", "Ally"]) await panel.getByText(words).first().waitFor()
  assert.deepEqual(await faults(page), [])
})

test("One click corrects a wrong mark, and another undoes that", async () => {
  await line().getByRole("button", { name: "Not upset" }).click()
  await mark().waitFor({ state: "detached" })
  await openReasons(line())
  await line().getByText(/corrected it/).waitFor()
  assert.deepEqual(await faults(page), [])
  await page.goto("/insights/effort")
  await page.getByText("0 of 1 judged").waitFor()
  await openMatter()
  await openReasons(line())
  await line().getByRole("button", { name: "Undo" }).click()
  await mark().waitFor()
  await openReasons(line())
  await line().getByRole("button", { name: "That’s right" }).click()
  await openReasons(line())
  await line().getByText(/agrees/).waitFor()
})

test("The insights count it, and lead to the message itself", async () => {
  await page.goto("/insights/effort")
  await page.getByText("1 of 1 judged").waitFor()
  assert.deepEqual(await faults(page), [])
  await page.goto("/insights/effort/messages?what=judged")
  await page.getByText("I am FURIOUS").waitFor()
  assert.deepEqual(await faults(page), [])
  await page.getByRole("link", { name: new RegExp(MATTER) }).click()
  await page.getByRole("heading", { level: 1, name: MATTER }).waitFor()
})

test("Whoever is abused gets nothing new for a while, and sees it", async () => {
  await openMatter()
  await page.locator(".talk [data-key='a'], .talk .menu summary[aria-keyshortcuts='A']").first().click()
  await page.locator(".menu[open] .menu-item", { hasText: "Take it" }).first().click()
  await conversation(page).getByText("took it").waitFor()
  await write("You fucking idiots, you stupid bastards.")
  await page.getByText("Nothing new comes to you until").waitFor()
  await openReasons(conversation(page).locator("article", { hasText: "stupid bastards" }).locator(".signal"))
  await conversation(page).getByText("Nobody has to bear this").first().waitFor()
  assert.ok(await composer(page).isVisible(), "and one can still answer")
  assert.deepEqual(await faults(page), [])
  await page.goto("/settings/people")
  await page.getByText("rests until").first().waitFor()
  assert.deepEqual(await faults(page), [])
})
