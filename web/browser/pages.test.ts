// Every page, in light and dark, at a desk and on a phone: accessible, silent, nothing sticking out.
// With CAPE_PICTURES=directory a picture of each is kept to be looked at.
import assert from "node:assert/strict"
import { mkdir } from "node:fs/promises"
import { test } from "node:test"
import type { Page } from "playwright-core"
import { faults } from "./accessibility"
import { NO_PAGES, PAGES, served, type Known } from "./routes"
import { agent, smtp } from "./stage"

/** Somebody whose password may be forgotten. */
const COLLEAGUE = "noreen@carrickandlark.example"

const THEMES = ["light", "dark"] as const
const WIDTHS = [1440, 390] as const

test("Every page of the server is looked at here", async () => {
  const listed = [...Object.keys(PAGES), ...Object.keys(NO_PAGES)].sort()
  assert.deepEqual(listed, (await served()).sort(), "PAGES and NO_PAGES in routes.ts name what route.rs serves")
})

for (const theme of THEMES) {
  for (const width of WIDTHS) {
    test(`Pages in ${theme} at ${width} pixels`, async (t) => {
      const { page, leave } = await agent({ colorScheme: theme, viewport: { width, height: width < 500 ? 844 : 900 } })
      const found = await (known ??= find(page))
      for (const [route, address] of Object.entries(PAGES)) {
        await t.test(route, async () => {
          await page.goto(address(found))
          await settled(page)
          await keep(page, `${route.replace(/\W+/g, "-").replace(/^-|-$/g, "")}-${theme}-${width}`)
          assert.deepEqual(await faults(page), [])
        })
      }
      await leave()
    })
  }
}

let known: Promise<Known> | null = null

/** What the addresses of pages need: a conversation with some life in it, and what the demo company lacks. */
async function find(page: Page): Promise<Known> {
  await page.goto("/search?q=has:attachment")
  const conversation = await lastPart(page, ".search-link")
  await page.goto(`/conversations/${conversation}`)
  const customer = await lastPart(page, "#who a[href^='/customers/']")
  const message = (await page.locator("article[data-message]").first().getAttribute("id"))?.replace("message-", "") ?? ""
  return {
    conversation, customer, message, canned: await cannedAnswer(page), organization: await organization(page), import: await startImport(page), ...await people(page),
    newPassword: await newPassword(page), promise: await promise(page, conversation),
  }
}

async function people(page: Page): Promise<{ invitation: string; agent: string; team: string }> {
  await page.goto("/settings/teams")
  const team = await lastPart(page, "main a[href^='/settings/teams/']")
  await page.goto("/settings/people")
  const agent = await lastPart(page, "main a[href^='/settings/people/']")
  await page.getByLabel("Mail address").fill("newcomer@carrickandlark.example")
  await page.getByRole("button", { name: "Invite" }).click()
  return { invitation: await tokenMailed("newcomer@carrickandlark.example", "invitations"), agent, team }
}

/** The way back in comes by mail. */
async function newPassword(page: Page): Promise<string> {
  await page.goto("/forgotten-password")
  await page.getByLabel("Mail address").fill(COLLEAGUE)
  await page.getByRole("button", { name: "Send me a link" }).click()
  return tokenMailed(COLLEAGUE, "new-password")
}

/** The token in the link that somebody got by mail. */
async function tokenMailed(address: string, room: string): Promise<string> {
  const link = new RegExp(`/${room}/([\\w-]+)`)
  const text = (raw: string) => raw.replace(/=\r\n/g, "")
  const mail = await smtp.mail(({ to, raw }) => to.includes(address) && link.test(text(raw)))
  return link.exec(text(mail.raw))?.[1] ?? ""
}

/** A promise that waits, given by hand. */
async function promise(page: Page, conversation: string): Promise<string> {
  await page.goto(`/conversations/${conversation}/promises/new`)
  await page.getByLabel("What we do").fill("Call back about the boots")
  await page.getByRole("button", { name: "Promise", exact: true }).click()
  const link = page.getByRole("link", { name: "Another time" }).first()
  await link.waitFor()
  return /promises\/(\d+)\//.exec(await link.getAttribute("href") ?? "")?.[1] ?? ""
}

async function cannedAnswer(page: Page): Promise<string> {
  await page.goto("/settings/canned")
  const form = page.locator("main form").filter({ has: page.getByRole("button", { name: "Save" }) }).first()
  await form.getByLabel("Name").fill("Waxing boots")
  await form.getByLabel("Text").fill("A little wax, warmed by hand, every other week.")
  await form.getByRole("button", { name: "Save" }).click()
  await page.getByRole("link", { name: "Waxing boots" }).waitFor()
  return lastPart(page, "main a[href^='/settings/canned/']")
}

async function organization(page: Page): Promise<string> {
  await page.goto("/customers/new")
  await page.getByLabel("Name", { exact: true }).fill("Gudrun Falk")
  await page.getByLabel("Organization").fill("Falk Outfitters")
  await page.getByRole("button", { name: "Add customer" }).click()
  await page.waitForURL(/\/customers\/\d+/)
  return lastPart(page, "a[href^='/organizations/']")
}

/** A file that waits to be looked at, so that the page shows what its columns mean. */
async function startImport(page: Page): Promise<string> {
  await page.goto("/customers/import")
  const rows = "Name,E-Mail,Company\nAda Lark,ada@lark.example,Lark Supplies\nBo Quist,bo@quist.example,\n"
  await page.locator("input[type=file]").setInputFiles({ name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from(rows) })
  await page.getByRole("button", { name: "Look at it" }).click()
  await page.waitForURL(/\/customer-imports\/\d+/)
  return new URL(page.url()).pathname.split("/").pop() ?? ""
}

async function lastPart(page: Page, link: string): Promise<string> {
  const href = await page.locator(link).first().getAttribute("href")
  return href?.split("/").pop() ?? ""
}

/** Fonts are there and mails in frames have their height. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll<HTMLIFrameElement>("iframe.mail-frame")) frame.loading = "eager"
    return document.fonts.ready
  })
  await page.waitForFunction(() => [...document.querySelectorAll<HTMLIFrameElement>("iframe.mail-frame")].every((frame) =>
    frame.contentDocument?.URL !== "about:blank" && frame.contentDocument?.readyState === "complete" && frame.style.height !== ""))
}

async function keep(page: Page, name: string): Promise<void> {
  const directory = process.env.CAPE_PICTURES
  if (!directory) return
  await mkdir(directory, { recursive: true })
  await page.screenshot({ path: `${directory}/${name}.png` })
}
