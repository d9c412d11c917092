// The main job, from the customer's mail to the answer in her mailbox, as somebody in front of the browser sees it.
import assert from "node:assert/strict"
import { test } from "node:test"
import type { Page } from "playwright-core"
import { composer, conversation, pasteScreenshot, row, textOf, toast } from "./inbox"
import { written } from "./mails"
import { header } from "./smtp"
import { cape, smtp, stranger } from "./stage"
import { signIn } from "./visitor"

const WILMA = "Wilma Brandt <wilma@brandt.example>"
const EARLIER = "Do the boots run small"
const MATTER = "The left boot has no laces"
const ANSWER = "I am sorry, laces are on their way to you today."

test("A customer writes, the right person answers", async (t) => {
  const visitor = await stranger()
  const { page } = visitor

  await t.test("a stranger is asked to sign in, and told when the password is wrong", async () => {
    await page.goto("/inbox/open")
    await page.waitForURL(/\/sign-in/)
    await page.getByLabel("Mail address").fill("odhran@carrickandlark.example")
    await page.getByLabel("Password").fill("not the one")
    await page.getByRole("button", { name: "Sign in" }).click()
    await page.getByRole("alert").waitFor()
    // The browser itself notes every answer that isn't a success.
    visitor.complaints.splice(0, visitor.complaints.length, ...visitor.complaints.filter((words) => !words.includes("422")))
    await signIn(page)
  })

  await t.test("the inbox shows who is waiting", async () => {
    await page.goto("/inbox/waiting-longest")
    assert.ok(await page.locator("#rows .row").count() > 3, "several customers wait")
    await cape.receive(written({ from: WILMA, subject: EARLIER, text: "I usually wear 39." }))
    await cape.receive(written({ from: WILMA, subject: MATTER, text: "Hello,\n\nthe box came today, but the left boot has no laces.\n\nWilma" }))
    await page.goto("/inbox/open")
    await row(page, MATTER).waitFor()
  })

  await t.test("an open conversation shows who she is and what happened with her", async () => {
    await row(page, MATTER).click()
    await page.getByRole("heading", { level: 1, name: MATTER }).waitFor()
    const who = page.getByRole("complementary", { name: "Customer" })
    for (const words of ["Wilma Brandt", "wilma@brandt.example", EARLIER]) await who.getByText(words).first().waitFor()
    await conversation(page).getByText("the box came today").waitFor()
  })

  await t.test("an answer with a pasted screenshot can be undone, and nothing is lost", async () => {
    await write(page, ANSWER)
    await pasteScreenshot(page)
    await page.keyboard.press("Control+Enter")
    await toast(page, "Reply sent").getByRole("button", { name: "Undo" }).click()
    await page.waitForFunction((text) => document.querySelector("textarea")?.value.includes(text), ANSWER)
    assert.match(await textOf(page), /!\[.*\]\(cid:/, "the picture still has its place in the text")
    assert.equal(await composer(page).locator(".composer-file").count(), 1, "and is still attached")
    assert.equal(await conversation(page).locator("article", { hasText: ANSWER }).count(), 0, "nothing was sent")
  })

  await t.test("sent again, the list moves on", async () => {
    const here = new URL(page.url()).pathname.split("/").pop()
    await composer(page).locator("textarea").focus()
    await page.keyboard.press("Control+Shift+Enter")
    await page.waitForURL((url) => url.searchParams.has("sent") && url.pathname.split("/").pop() !== here)
    await page.goto(`/conversations/${here}`)
    await conversation(page).locator("article", { hasText: ANSWER }).getByRole("img").waitFor()
  })

  await t.test("the answer reaches her mailbox, in the thread, with the picture in it", async () => {
    const mail = await smtp.mail(({ to, raw }) => to.includes("wilma@brandt.example") && raw.includes("laces are on their way"))
    const asked = /<[^>]+@mail\.example>/
    assert.match(header(mail, "In-Reply-To"), asked)
    assert.match(header(mail, "References"), asked)
    assert.match(header(mail, "Subject"), new RegExp(`^Re: ${MATTER}`))
    const id = /Content-ID: <([^>]+)>/i.exec(mail.raw)?.[1]
    assert.ok(id, "a part has a content id")
    assert.match(mail.raw, /Content-Type: image\/png/i)
    assert.ok(mail.raw.replace(/=\r\n/g, "").includes(`cid:${id}`), "and the text shows it")
    await conversation(page).locator(".delivery--sent").waitFor()
  })

  await t.test("who signs out is out", async () => {
    await page.locator(".rail-me summary").click()
    await page.getByRole("button", { name: "Sign out" }).click()
    await page.waitForURL(/\/sign-in/)
    await page.goto("/inbox/open")
    await page.waitForURL(/\/sign-in/)
  })
  await visitor.leave()
})

async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press("r")
  await page.keyboard.type(text)
}
