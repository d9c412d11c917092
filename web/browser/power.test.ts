// The power to act: two keys give inside one's authority, above it somebody is asked whose open page shows it at once,
// a no has words, what was given is taken back, and a policy in the way is told in one gesture.
import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import type { Page } from "playwright-core"
import { faults } from "./accessibility"
import { conversation, row, textOf, toast } from "./inbox"
import { written } from "./mails"
import { agent, cape, stranger } from "./stage"
import { signIn, type Visitor } from "./visitor"

const MATTER = "The tongue of the left boot is torn"
const AMPARO = "amparo@carrickandlark.example"
const POLICY = "Returns 14 days unworn"
let amparo: Visitor
/** Who decides, at a desk and on a phone. */
let desk: Visitor
let phone: Visitor
let page: Page
let id = ""

before(async () => {
  amparo = await stranger()
  page = amparo.page
  await signIn(page, AMPARO)
  desk = await agent()
  phone = await agent({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await cape.receive(written({ from: "Sunniva Aas <sunniva@aas.example>", subject: MATTER, text: "It tore on the first day." }))
  await page.goto("/inbox/open")
  await row(page, MATTER).click()
  await page.getByRole("heading", { level: 1, name: MATTER }).waitFor()
  id = new URL(page.url()).pathname.split("/").pop() ?? ""
})
after(async () => {
  for (const visitor of [amparo, desk, phone]) await visitor.leave()
})

/** What is wrong with a page at rest: while a live page fetches itself anew, Turbo writes `aria-busy` where axe forbids it. */
async function wrong(page: Page): Promise<string[]> {
  for (let tries = 0; ; tries += 1) {
    await page.locator("html:not([aria-busy])").waitFor()
    const found = await faults(page)
    if (tries === 9 || !found.some((fault) => fault.includes("aria-busy"))) return found
  }
}

const sheet = () => page.getByRole("dialog", { name: "Put it right" })
const panel = () => page.getByRole("complementary", { name: "Customer" })
const given = (words: string) => panel().locator(".owe", { hasText: words })

/** Marks the window: a page that was loaded anew has lost the mark. */
async function mark(): Promise<void> {
  await page.evaluate(() => { (globalThis as unknown as { marked: boolean }).marked = true })
}

async function unchanged(path: string): Promise<void> {
  assert.ok(await page.evaluate(() => (globalThis as unknown as { marked?: boolean }).marked === true), "the page stayed")
  assert.equal(new URL(page.url()).pathname, path)
}

/** Fills the sheet in; `words` is what the select of kinds shows. */
async function ask(kind: RegExp, amount: string, what: string): Promise<void> {
  await page.keyboard.press("y")
  await sheet().waitFor()
  const option = sheet().getByLabel("What", { exact: true }).locator("option", { hasText: kind }).first()
  await sheet().getByLabel("What", { exact: true }).selectOption(await option.getAttribute("value"))
  await sheet().getByLabel("What it costs us").fill(amount)
  await sheet().getByLabel("For what").fill(what)
  await sheet().getByLabel("Why").fill("It tore on the first day.")
  await sheet().getByRole("button", { name: "Give", exact: true }).click()
}

test("Inside one's authority it is given with two keys and no page change", async () => {
  const path = new URL(page.url()).pathname
  await mark()
  await page.keyboard.press("y")
  await sheet().waitFor()
  assert.deepEqual(await wrong(page), [])
  const usual = (await sheet().locator("[data-key='2']").innerText()).replace(/\s*2$/, "").trim()
  assert.match(usual, /EUR/, "what she gives again and again, with its price")
  await page.keyboard.press("2")
  await toast(page, `${usual} is given.`).waitFor()
  await given(usual).waitFor()
  await unchanged(path)
  assert.notEqual(await textOf(page), "", "a sentence for the customer stands in the answer")
  await page.keyboard.press("y")
  await sheet().waitFor()
  await page.keyboard.press("1")
  await toast(page, "Apology is given.").waitFor()
  await unchanged(path)
  assert.deepEqual(await wrong(page), [])
})

test("Above it the approver's open page shows the question at once; a no has words", async () => {
  await desk.page.goto("/approvals")
  await desk.page.getByRole("heading", { level: 1, name: "Approvals" }).waitFor()
  assert.deepEqual(await wrong(desk.page), [])
  await ask(/^Refund/, "180", "The boots")
  const asked = toast(page, "is asked, and answers by")
  await asked.waitFor()
  const by = /answers by (.+)\.$/.exec((await asked.locator("p, span").first().innerText()).trim())?.[1] ?? ""
  assert.notEqual(by, "", "she can tell the customer by when")
  await given("Refund EUR 180.00").getByText(`decides by ${by}`).waitFor()
  const card = desk.page.locator(".card", { hasText: "Refund EUR 180.00" })
  await card.getByText("would pass the limit of EUR 50").waitFor()
  assert.deepEqual(await wrong(desk.page), [])
  await card.getByLabel("What you want to say").fill("Offer a new pair first.")
  await card.getByRole("button", { name: "No", exact: true }).click()
  await card.waitFor({ state: "detached" })
  await conversation(page).getByText("said no to it").waitFor()
  await given("Refund EUR 180.00").getByText("declined").waitFor()
  await given("Refund EUR 180.00").getByRole("link", { name: "Look" }).click()
  await page.getByText("Offer a new pair first.").first().waitFor()
  assert.deepEqual(await wrong(page), [])
  await page.goto(`/inbox/open/${id}`)
})

test("On a phone it is decided with one tap", async () => {
  await phone.page.goto("/approvals")
  await phone.page.getByText("Nobody waits for you").waitFor()
  await ask(/^Replacement/, "94", "A new pair")
  await toast(page, "is asked, and answers by").waitFor()
  const card = phone.page.locator(".card", { hasText: "Replacement EUR 94.00" })
  await card.waitFor()
  assert.deepEqual(await wrong(phone.page), [])
  await card.getByRole("button", { name: "Yes", exact: true }).tap()
  await phone.page.getByText("Nobody waits for you").waitFor()
  await desk.page.getByText("Nobody waits for you").waitFor()
  await conversation(page).getByText("said yes, given: Replacement EUR 94.00").waitFor()
  await given("Replacement EUR 94.00").getByText("given, to be carried out").waitFor()
})

test("What was given is taken back, with the reason", async () => {
  await given("Replacement EUR 94.00").getByRole("link", { name: "Look" }).click()
  await page.getByRole("heading", { level: 1, name: "Replacement EUR 94.00" }).waitFor()
  await page.getByLabel("Why").fill("She found the old pair.")
  await page.getByRole("button", { name: "Take it back" }).click()
  await page.getByText("She found the old pair.").waitFor()
  await page.getByText("taken back").first().waitFor()
  assert.deepEqual(await wrong(page), [])
})

test("A policy in the way is told in one gesture, and its owner sees the case", async () => {
  await page.goto(`/inbox/open/${id}`)
  await page.keyboard.press("w")
  const item = page.locator(".menu[open] .menu-item", { hasText: POLICY })
  await item.waitFor()
  assert.deepEqual(await wrong(page), [])
  await item.click()
  await panel().getByText(POLICY).waitFor()
  await page.keyboard.press("w")
  await page.locator(".menu[open] .menu-item", { hasText: "A refusal or an exception" }).click()
  await page.getByRole("heading", { level: 1, name: "A policy was met" }).waitFor()
  assert.deepEqual(await wrong(page), [])
  await page.getByLabel("Which policy").selectOption({ label: POLICY })
  await page.locator("input[name='kind'][value='exception']").check()
  await page.getByLabel("In words").fill("Never worn outside; the tear was ours.")
  await page.getByRole("button", { name: "Note it" }).click()
  await panel().getByText(/was set aside, as a judgment/).waitFor()
  await desk.page.goto("/insights/policies")
  assert.deepEqual(await wrong(desk.page), [])
  await desk.page.getByRole("link", { name: POLICY }).click()
  await desk.page.getByRole("heading", { level: 1, name: POLICY }).waitFor()
  const line = desk.page.getByRole("row").filter({ hasText: MATTER })
  await line.getByText(/Never worn outside; the tear was ours/).waitFor()
  assert.deepEqual(await wrong(desk.page), [])
  for (const path of ["/insights/power", "/insights/power/given", "/insights/power/worth"]) {
    await desk.page.goto(path)
    await desk.page.getByRole("heading", { level: 1 }).waitFor()
    assert.deepEqual(await wrong(desk.page), [], path)
  }
})
