// A conversation changes hands: with a reason, a brief for who gets it, and the third time a lead's word.
import assert from "node:assert/strict"
import { test } from "node:test"
import type { Page } from "playwright-core"
import { faults } from "./accessibility"
import { composer, conversation, row } from "./inbox"
import { written } from "./mails"
import { agent, cape, stranger } from "./stage"
import { signIn, type Visitor } from "./visitor"

const MATTER = "The heel came off the second pair"
const BRAM = "bram@carrickandlark.example"
const NOREEN = "noreen@carrickandlark.example"

test("A conversation changes hands and nobody has to explain again", async (t) => {
  const [bram, noreen] = [await colleague(BRAM), await colleague(NOREEN)]
  let id = ""

  await t.test("what was answered is handed over with a reason", async () => {
    await cape.receive(written({ from: "Hanna Holm <hanna@holm.example>", subject: MATTER, text: "The heel came off. It is the second pair." }))
    await bram.page.goto("/inbox/open")
    await row(bram.page, MATTER).click()
    await bram.page.getByRole("heading", { level: 1, name: MATTER }).waitFor()
    id = new URL(bram.page.url()).pathname.split("/").pop() ?? ""
    await choose(bram.page, "Take it")
    await conversation(bram.page).getByText("took it").waitFor()
    await answer(bram.page, "We look at it today.")
    await give(bram.page, id, "Noreen Fallowmere")
    await bram.page.getByRole("heading", { level: 1, name: "Hand over to Noreen Fallowmere" }).waitFor()
    assert.match(await bram.page.getByLabel("What the next one must know").inputValue(), /The heel came off/)
    assert.deepEqual(await faults(bram.page), [])
    await handOver(bram.page, "Knows her for years")
  })

  await t.test("the receiver sees the brief and accepts", async () => {
    await noreen.page.goto(`/conversations/${id}`)
    const brief = noreen.page.locator("#brief")
    for (const words of ["Bram Tolvaart hands this over to you", "Knows her for years", "answered once"]) await brief.getByText(words).first().waitFor()
    assert.deepEqual(await faults(noreen.page), [])
    await brief.getByRole("button", { name: "Accept" }).click()
    await noreen.page.getByText("Taken over from Bram Tolvaart").waitFor()
    await conversation(noreen.page).getByText("handed it over to Noreen Fallowmere: Knows her for years").waitFor()
  })

  await t.test("the third one asks a lead, who decides", async () => {
    await answer(noreen.page, "Bram will send another pair.")
    await give(noreen.page, id, "Bram Tolvaart")
    await handOver(noreen.page, "Back to who began it")
    await bram.page.goto(`/conversations/${id}`)
    await bram.page.locator("#brief").getByRole("button", { name: "Accept" }).click()
    await bram.page.getByText("Taken over from Noreen Fallowmere").waitFor()
    await answer(bram.page, "It left today.")
    await give(bram.page, id, "Noreen Fallowmere")
    await bram.page.getByRole("link", { name: "Promise a call back" }).waitFor()
    await bram.page.getByLabel("Why does it change hands?").fill("Holidays")
    await bram.page.getByRole("button", { name: "Ask a lead" }).click()
    await bram.page.waitForURL(/\/inbox\//)
    const lead = await agent()
    await lead.page.goto("/insights/continuity")
    await lead.page.getByRole("link", { name: MATTER }).first().click()
    assert.deepEqual(await faults(lead.page), [])
    await lead.page.locator("#brief").getByRole("button", { name: "Allow it" }).click()
    await lead.page.getByText("hands this over to Noreen Fallowmere").first().waitFor()
    await lead.leave()
  })
  await bram.leave()
  await noreen.leave()
})

async function colleague(email: string): Promise<Visitor> {
  const visitor = await stranger()
  await signIn(visitor.page, email)
  return visitor
}

/** Opens the menu of who has it and presses an item there. */
async function choose(page: Page, item: string): Promise<void> {
  await page.locator(".talk .menu summary[aria-keyshortcuts='A'], .talk [data-key='a']").first().click()
  await page.locator(".menu[open] .menu-item", { hasText: item }).first().click()
}

async function give(page: Page, id: string, name: string): Promise<void> {
  await page.goto(`/conversations/${id}`)
  await choose(page, name)
  await page.waitForURL(/\/handover\?/)
}

async function handOver(page: Page, reason: string): Promise<void> {
  await page.getByLabel("Why does it change hands?").fill(reason)
  await page.getByRole("button", { name: "Hand over" }).click()
  await page.waitForURL(/\/inbox\//)
}

async function answer(page: Page, text: string): Promise<void> {
  await composer(page).locator("textarea").fill(text)
  await composer(page).locator("textarea").press("Control+Enter")
  await conversation(page).locator("article", { hasText: text }).waitFor()
}
