// What happens meanwhile: mail arrives in an open page, and nothing that is being written is lost.
import assert from "node:assert/strict"
import { test } from "node:test"
import { composer, conversation, row, textOf } from "./inbox"
import { written } from "./mails"
import { agent, cape } from "./stage"

/** From the moment the mail is safe to the moment somebody can see it. */
const SEEN_WITHIN_MS = 2_000
const HALF = "Half a thought about the"

test("A mail appears in the open inbox without a reload, beside a half-written answer", async () => {
  const { page, leave } = await agent()
  await page.goto("/inbox/open")
  await page.locator("#rows .row-link").first().click()
  await composer(page).waitFor()
  await page.evaluate(() => { (globalThis as { sameDocument?: boolean }).sameDocument = true })
  await page.keyboard.press("r")
  await page.keyboard.type(HALF)

  await cape.receive(written({ from: "Tove Lind <tove@lind.example>", subject: "Is the shop open on Sunday", text: "I am in town." }))
  const begin = performance.now()
  await row(page, "Is the shop open on Sunday").waitFor({ timeout: 20_000 })
  const took = performance.now() - begin
  assert.ok(took < SEEN_WITHIN_MS, `it took ${Math.round(took)} ms to be seen`)

  assert.equal(await page.evaluate(() => (globalThis as { sameDocument?: boolean }).sameDocument), true, "the page was not loaded again")
  assert.equal(await textOf(page), HALF)
  await page.keyboard.type(" boots")
  assert.equal(await textOf(page), `${HALF} boots`, "the caret is where it was")
  await leave()
})

test("Her next mail appears in the open conversation", async () => {
  const { page, leave } = await agent()
  const from = "Jonas Ek <jonas@ek.example>"
  await cape.receive(written({ from, subject: "A question about wax", text: "Which wax do you use?" }))
  await page.goto("/inbox/open")
  await row(page, "A question about wax").click()
  await conversation(page).getByText("Which wax do you use?").waitFor()
  const first = await page.locator("article[data-message]").count()
  await cape.receive(written({ from, subject: "Re: A question about wax", text: "It was the green tin, I found it.", inReplyTo: "<unknown@mail.example>" }))
  await page.getByText("the green tin").first().waitFor()
  assert.ok(first >= 1)
  await leave()
})

test("A draft survives closing the tab", async () => {
  const { page, context, leave } = await agent()
  await cape.receive(written({ from: "Ulla Berg <ulla@berg.example>", subject: "A wish for green laces", text: "Do you make them?" }))
  await page.goto("/inbox/open")
  await row(page, "A wish for green laces").click()
  await page.getByRole("heading", { level: 1, name: "A wish for green laces" }).waitFor()
  const here = new URL(page.url()).pathname
  await page.keyboard.press("r")
  await page.keyboard.type("Written and left")
  await page.close({ runBeforeUnload: true })

  const again = await context.newPage()
  await again.goto(here)
  // The last words travel while the tab closes; whoever looks again finds them there.
  for (let looks = 0; looks < 20 && await textOf(again) === ""; looks += 1) await again.reload()
  assert.equal(await textOf(again), "Written and left")
  await leave()
})
