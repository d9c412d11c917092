// Our word: offered while one writes, accepted with one key, found in "Promised today", kept, seen by the customer.
import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import type { Page } from "playwright-core"
import { faults } from "./accessibility"
import { composer, conversation, row, textOf, toast } from "./inbox"
import { written } from "./mails"
import { agent, cape, smtp, stranger } from "./stage"
import { signIn, type Visitor } from "./visitor"

const MATTER = "The zip of the tent sticks"
const BACK = "I'll call you back tomorrow before noon."
let visitor: Visitor
let page: Page
let link = ""

before(async () => {
  visitor = await agent()
  page = visitor.page
  await cape.receive(written({ from: "Runa Holt <runa@holt.example>", subject: MATTER, text: "It sticks halfway, and I travel on Friday." }))
})
after(() => visitor.leave())

/** `view` is where it stands: with us, or waiting for her. */
async function openMatter(view: string): Promise<void> {
  await page.goto(`/inbox/${view}`)
  await row(page, MATTER).click()
  await page.getByRole("heading", { level: 1, name: MATTER }).waitFor()
}

const offered = () => composer(page).locator('[data-promise="offered"]')
const accepted = () => composer(page).locator('[data-promise="accepted"]')
const owed = () => page.getByRole("complementary", { name: "Customer" }).locator(".owe")

test("What one writes is offered as a promise, and one key accepts it", async () => {
  await openMatter("open")
  await page.keyboard.press("r")
  await page.keyboard.type(`Sorry! ${BACK}`)
  await offered().getByText("Call you back").waitFor()
  assert.deepEqual(await faults(page), [])
  await page.keyboard.press("Alt+KeyP")
  await accepted().waitFor()
  assert.equal(await offered().count(), 0)
  assert.ok(await composer(page).locator("textarea").evaluate((field) => field === document.activeElement), "one goes on writing")
  assert.equal(await textOf(page), `Sorry! ${BACK}`, "the key writes nothing")
})

test("Words that go take their promise along; refused ones are not offered again", async () => {
  const text = composer(page).locator("textarea")
  await text.fill("Sorry! I look into it.")
  await accepted().waitFor({ state: "detached" })
  await text.fill(`Sorry! ${BACK}`)
  await offered().getByRole("button", { name: /Not a promise/ }).click()
  await offered().waitFor({ state: "detached" })
  await page.keyboard.press("End")
  await page.keyboard.type(" We will send a new zip by Friday at 5 pm.")
  await offered().getByText(/new zip/).waitFor()
  assert.equal(await offered().count(), 1, "what was refused stays refused")
  await text.fill("")
})

test("It goes out with the answer; taken back, it stands in the draft again", async () => {
  await page.reload()
  await composer(page).locator("textarea").fill(`Sorry! ${BACK}`)
  await offered().waitFor()
  await composer(page).locator("textarea").focus()
  await page.keyboard.press("Alt+KeyP")
  await page.keyboard.press("Control+Enter")
  await toast(page, "Reply sent").getByRole("button", { name: "Undo" }).click()
  await accepted().waitFor()
  assert.equal(await owed().count(), 0, "nothing is owed")
  await composer(page).locator("textarea").focus()
  await page.keyboard.press("Control+Enter")
  await owed().getByText("Call you back").waitFor()
  await conversation(page).getByText(/promised: call back/).first().waitFor()
})

test("The customer gets a link that shows what was promised, with scripts off and on a phone", async () => {
  const text = (raw: string) => raw.replace(/=\r\n/g, "").replace(/=3D/g, "=")
  const mail = await smtp.mail(({ to, raw }) => to.includes("runa@holt.example") && /\/p\/\w+/.test(text(raw)))
  link = /\/p\/(\w+)/.exec(text(mail.raw))?.[1] ?? ""
  for (const colorScheme of ["light", "dark"] as const) {
    const customer = await stranger({ viewport: { width: 390, height: 844 }, colorScheme })
    await customer.page.goto(`/p/${link}`)
    await customer.page.getByText("We are on it.").waitFor()
    assert.deepEqual(await faults(customer.page), [])
    await customer.leave()
  }
  const plain = await stranger({ javaScriptEnabled: false })
  await plain.page.goto(`/p/${link}`)
  await plain.page.getByText("Call you back").waitFor()
  await plain.leave()
})

test("Promised by hand for today, it stands in Promised today until it is kept", async () => {
  await openMatter("waiting")
  const here = new URL(page.url()).pathname
  await page.keyboard.press("p")
  const sheet = page.getByRole("dialog", { name: "A promise" })
  await sheet.getByLabel("What we do").fill("Write to the workshop")
  await sheet.getByLabel("Until").fill(await today(page))
  assert.deepEqual(await faults(page), [])
  await sheet.getByRole("button", { name: "Promise" }).click()
  await owed().getByText("Write to the workshop").waitFor()
  assert.equal(new URL(page.url()).pathname, here, "nobody left the conversation for that")
  await page.goto("/inbox/promised")
  await row(page, MATTER).waitFor()
  assert.deepEqual(await faults(page), [])
  await row(page, MATTER).click()
  await owed().filter({ hasText: "Write to the workshop" }).getByRole("button", { name: "Kept" }).click()
  await page.locator(".owe-past", { hasText: "Write to the workshop · kept" }).waitFor()
  await page.goto("/inbox/promised")
  assert.equal(await row(page, MATTER).count(), 0, "tomorrow's is not for today")
})

test("Breaking one drafts what the customer is told, and sends nothing", async () => {
  await openMatter("waiting")
  const messages = await conversation(page).locator("article").count()
  await owed().filter({ hasText: "Call you back" }).getByRole("button", { name: "We can’t" }).click()
  await toast(page, "A message that says so is drafted").waitFor()
  assert.match(await textOf(page), /I am sorry: we promised you “Call you back” by .*, and we can’t keep that\.\s+Instead: “Call you back” by /)
  await accepted().waitFor()
  assert.equal(await conversation(page).locator("article").count(), messages, "nothing is sent by that")
  await page.locator(".owe-past", { hasText: "Call you back · broken" }).waitFor()
  assert.deepEqual(await faults(page), [])
  await composer(page).locator("textarea").fill("")
})

test("Without scripts a promise is written under the text", async () => {
  const plain = await stranger({ javaScriptEnabled: false })
  await signIn(plain.page)
  await plain.page.goto("/inbox/waiting")
  await row(plain.page, MATTER).click()
  await composer(plain.page).locator("textarea").fill("The new zip comes by post.")
  const place = composer(plain.page).locator(".promise-more")
  await place.locator("summary").click()
  await place.getByLabel("What we do").fill("Send the zip")
  await place.getByLabel(/^Until/).fill(`${new Date().getUTCFullYear() + 1}-01-15T12:00`)
  await composer(plain.page).getByRole("button", { name: /^Send/ }).and(plain.page.locator('[value="stay"]')).click()
  await plain.page.locator(".owe", { hasText: "Send the zip" }).waitFor()
  await plain.leave()
})

/** The last minute of today where the page's reader is, as a field takes it. */
function today(page: Page): Promise<string> {
  return page.evaluate(() => {
    const now = new Date()
    const two = (number: number) => String(number).padStart(2, "0")
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}T23:59`
  })
}
