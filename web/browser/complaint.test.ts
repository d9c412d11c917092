// A complaint, from the customer's form to the customer's yes, and what usually comes next.
import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import type { Page } from "playwright-core"
import { faults } from "./accessibility"
import { conversation, row, textOf, toast } from "./inbox"
import { written } from "./mails"
import { agent, cape, smtp, stranger } from "./stage"
import type { Visitor } from "./visitor"

const HAPPENED = "The jacket came without its hood, and nobody answers the telephone."
const MAIL = "edda@fell.example"
let visitor: Visitor
let page: Page
let link = ""
let id = ""

before(async () => {
  visitor = await agent()
  page = visitor.page
})
after(() => visitor.leave())

const panel = (of: Page) => of.getByRole("complementary", { name: "Customer" })
const mark = (of: Page, words: string) => row(of, HAPPENED).locator(".mark", { hasText: words })
const asText = (raw: string) => raw.replace(/=\r\n/g, "").replace(/=3D/g, "=")

/** What is wrong with a page that has come to rest. */
async function wrong(of: Page): Promise<string[]> {
  await of.locator("html:not([aria-busy])").waitFor()
  return faults(of)
}

/** Opens the page of the complaint from the conversation's panel. */
async function openComplaint(): Promise<void> {
  await page.goto(`/conversations/${id}`)
  await panel(page).getByRole("link", { name: "Open the complaint" }).click()
  await page.getByRole("heading", { level: 1, name: "Complaint" }).waitFor()
}

/** Asks the customer on the complaint's page. */
async function ask(words: string): Promise<void> {
  await openComplaint()
  await page.getByLabel("Ask whether it is done").fill(words)
  await page.locator("#ask").getByRole("button", { name: /^Ask/ }).click()
  await conversation(page).getByText(words).first().waitFor()
}

test("The customer fills in the form, and it arrives in an open inbox with its mark", async () => {
  await page.goto("/inbox/open")
  await page.locator("#rows").waitFor()
  for (const [colorScheme, width] of [["light", 1440], ["dark", 390]] as const) {
    const looks = await stranger({ viewport: { width, height: 844 }, colorScheme })
    await looks.page.goto("/write-to-us")
    await looks.page.getByRole("heading", { level: 1, name: "Write to Carrick & Lark" }).waitFor()
    assert.deepEqual(await wrong(looks.page), [])
    await looks.leave()
  }
  const customer = await stranger({ javaScriptEnabled: false })
  const form = customer.page
  await form.goto("/write-to-us")
  await form.getByLabel("Your name").fill("Edda Fell")
  await form.getByLabel("Your mail address").fill(MAIL)
  await form.getByLabel("What happened?").fill(HAPPENED)
  await form.getByLabel("My money back").check()
  await form.getByLabel("An apology").check()
  await form.getByLabel("Or in your own words").fill("Or the hood, before the weekend.")
  await form.getByLabel("What else should we know?").fill("We walk in the rain on Saturday.")
  await form.getByLabel("Since when?").fill("2024-02-01")
  await form.getByLabel("How often have you tried?").fill("3")
  await form.getByRole("button", { name: "Send" }).click()
  await form.getByRole("heading", { level: 1, name: "Thank you, we have it" }).waitFor()
  await customer.leave()
  await mark(page, "complaint").waitFor()
  assert.deepEqual(await wrong(page), [])
})

test("A form that can't be used comes back as typed", async () => {
  const customer = await stranger()
  await customer.page.goto("/write-to-us")
  await customer.page.getByLabel("Your name").fill("Edda Fell")
  await customer.page.getByLabel("Your mail address").fill(MAIL)
  await customer.page.getByLabel("What happened?").fill("Late.")
  await customer.page.getByLabel("Since when?").fill(`${new Date().getUTCFullYear() + 1}-06-01`)
  await customer.page.getByRole("button", { name: "Send" }).click()
  await customer.page.getByText("This day is still to come.").waitFor()
  assert.equal(await customer.page.getByLabel("What happened?").inputValue(), "Late.")
  assert.deepEqual(await wrong(customer.page), [])
  // The browser tells of the refused form in its console; that is what was asked for.
  customer.complaints.length = 0
  await customer.leave()
})

test("The agent sees it beside the conversation, takes it and notes what is behind it", async () => {
  await row(page, HAPPENED).click()
  await page.getByRole("heading", { level: 1, name: new RegExp(HAPPENED.slice(0, 30)) }).waitFor()
  id = new URL(page.url()).pathname.split("/").pop() ?? ""
  for (const words of ["My money back", "An apology", "none yet", "nobody yet"]) await panel(page).getByText(words).first().waitFor()
  await conversation(page).getByText("Or the hood, before the weekend.").waitFor()
  assert.deepEqual(await wrong(page), [])
  await openComplaint()
  assert.equal(await page.getByLabel("How often did they try?").inputValue(), "3")
  assert.equal(await page.getByLabel("Since when?").inputValue(), "2024-02-01")
  await page.getByLabel("Another one in its place").check()
  await page.getByLabel("What is behind it?").fill("The hood matters more than the money.")
  await page.getByLabel("Who answers for it").selectOption({ label: (await page.getByLabel("Who answers for it").locator("option").allTextContents()).find((name) => name.startsWith("Odhr")) ?? "" })
  await page.getByRole("button", { name: "Save" }).click()
  await page.getByText("Another one in its place").first().waitFor()
  await page.getByLabel("What did they do?").fill("Waited on hold")
  await page.getByLabel("Minutes").fill("25")
  await page.getByRole("button", { name: "Add" }).click()
  await page.getByRole("button", { name: "Take “Waited on hold” back" }).waitFor()
  assert.deepEqual(await wrong(page), [])
})

test("What was asked for is given without leaving the conversation", async () => {
  await page.goto(`/conversations/${id}`)
  await page.keyboard.press("y")
  await page.getByRole("dialog", { name: "Put it right" }).waitFor()
  await page.keyboard.press("1")
  await toast(page, "Apology is given.").waitFor()
  await page.goto("/insights/complaints")
  const asked = page.getByRole("row", { name: /^An apology/ })
  await asked.waitFor()
  assert.match(await asked.innerText(), /%/, "asked for and given are counted")
  assert.deepEqual(await wrong(page), [])
})

test("The customer answers by the link that it isn't done, and the advocate hears of it", async () => {
  await ask("Your hood left today. Is it put right for you?")
  await page.goto("/inbox/waiting")
  await mark(page, "asked if done").waitFor()
  const mail = await smtp.mail(({ to, raw }) => to.includes(MAIL) && /\/p\/\w+/.test(asText(raw)))
  link = /\/p\/(\w+)/.exec(asText(mail.raw))?.[1] ?? ""
  for (const colorScheme of ["light", "dark"] as const) {
    const looks = await stranger({ viewport: { width: 390, height: 844 }, colorScheme })
    await looks.page.goto(`/p/${link}`)
    await looks.page.getByRole("heading", { name: "Is it done?" }).waitFor()
    assert.equal(await looks.page.getByText("The hood matters more").count(), 0, "what we think stays with us")
    assert.deepEqual(await wrong(looks.page), [])
    await looks.leave()
  }
  const customer = await stranger({ javaScriptEnabled: false })
  await customer.page.goto(`/p/${link}`)
  await customer.page.getByLabel("Anything you want to add").fill("The hood is the wrong colour.")
  await customer.page.getByRole("button", { name: "Not yet" }).click()
  await customer.page.getByText("stays with this until you say that it is done").waitFor()
  await customer.leave()
  await page.goto("/inbox/open")
  await mark(page, "complaint").waitFor()
  await page.goto("/notifications")
  await page.getByText("said whether the complaint is done").first().waitFor()
})

test("It can't be closed by a silence that is none", async () => {
  await ask("And now? Is it put right?")
  await openComplaint()
  await page.getByLabel("How did it end?").selectOption("silence")
  await page.getByLabel("In which words, or why?").fill("Nothing came.")
  await page.getByRole("button", { name: "Close the complaint" }).click()
  await page.getByText("Give the customer the time to answer.").waitFor()
  visitor.complaints.length = 0
})

test("The customer says that it is done, writes again, and it is open again", async () => {
  const customer = await stranger()
  await customer.page.goto(`/p/${link}`)
  await customer.page.getByRole("button", { name: "Yes, it is done" }).click()
  await customer.page.getByText("This is done.").waitFor()
  assert.deepEqual(await wrong(customer.page), [])
  await openComplaint()
  await page.getByText("done", { exact: true }).first().waitFor()
  assert.deepEqual(await wrong(page), [])
  await page.goto("/inbox/waiting")
  await row(page, HAPPENED).waitFor()
  assert.equal(await row(page, HAPPENED).locator(".mark", { hasText: "asked if done" }).count(), 0, "nothing is left to mark")
  await cape.receive(written({ from: `Edda Fell <${MAIL}>`, subject: `Re: ${HAPPENED}`, text: "The seam of the hood came open after one walk.", inReplyTo: await lastMessageId() }))
  await page.goto("/inbox/open")
  await mark(page, "complaint").waitFor()
  await customer.page.goto(`/p/${link}`)
  await customer.page.getByRole("heading", { name: "Is it done?" }).waitFor()
  await customer.page.getByRole("link", { name: "Write to us" }).click()
  await customer.page.getByRole("heading", { level: 1, name: "Write to Carrick & Lark" }).waitFor()
  await customer.leave()
})

test("After a tag stands what usually comes next; it goes into the reply", async () => {
  const matter = "The sole of my boot is loose"
  await cape.receive(written({ from: "Ivo Moss <ivo@moss.example>", subject: matter, text: "Can you mend it?" }))
  await page.goto("/inbox/open")
  await row(page, matter).click()
  await page.getByRole("heading", { level: 1, name: matter }).waitFor()
  assert.equal(await panel(page).getByText("What usually comes next").count(), 0)
  await page.keyboard.press("t")
  await page.getByRole("combobox", { name: "Tag" }).fill("repair")
  await page.keyboard.press("Enter")
  const take = panel(page).getByRole("button", { name: "Put “repair-status” into the reply" })
  await take.waitFor()
  assert.deepEqual(await wrong(page), [])
  await take.click()
  await panel(page).getByText("told", { exact: true }).waitFor()
  assert.match(await textOf(page), /many ask about “repair-status”/)
  await page.goto("/insights/complaints")
  // Measured sixty days later; the tests of actions let that time pass.
  await page.getByText("Came next all the same").waitFor()
  assert.deepEqual(await wrong(page), [])
})

test("A colleague takes a mail up as a complaint, with what the record knows", async () => {
  const matter = "Where is my stove?"
  await cape.receive(written({ from: "Orla Vane <orla@vane.example>", subject: matter, text: "It should have come on Monday. I want my money back." }))
  await page.goto("/inbox/open")
  await row(page, matter).click()
  await page.getByRole("heading", { level: 1, name: matter }).waitFor()
  const here = new URL(page.url()).pathname.split("/").pop() ?? ""
  await page.goto(`/conversations/${here}/complaint`)
  assert.match(await page.getByLabel("What happened?").inputValue(), /should have come on Monday/)
  assert.ok(await page.getByLabel("My money back").isChecked(), "what she asks for is ticked")
  assert.deepEqual(await wrong(page), [])
  await page.getByRole("button", { name: "Take it up as a complaint" }).click()
  await page.getByText("How it stands").waitFor()
  await page.goto("/inbox/open")
  await row(page, matter).locator(".mark", { hasText: "complaint" }).waitFor()
})

/** The Message-ID of the last mail that went to the customer. */
async function lastMessageId(): Promise<string> {
  const mail = await smtp.mail(({ to, raw }) => to.includes(MAIL) && asText(raw).includes("And now?"))
  return /^Message-ID: (<[^>]+>)/im.exec(mail.raw)?.[1] ?? ""
}
