// Somebody in front of a browser: a context of its own, signed in or not, whose console is watched.
import assert from "node:assert/strict"
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core"
import { OWNER } from "./cape"

/** The longest a condition is waited for: long, because a busy machine is no failure. */
const PATIENCE_MS = 20_000

export interface Visitor {
  context: BrowserContext
  page: Page
  /** What the console and the content security policy complained about so far. */
  complaints: string[]
  /** Ends the visit; complaints fail it. */
  leave(): Promise<void>
}

export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url, viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Dublin", reducedMotion: "reduce", ...options,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const complaints: string[] = []
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.location().url}: ${message.text()}`)
  })
  context.on("weberror", (error) => complaints.push(String(error.error())))
  const page = await context.newPage()
  return {
    context, page, complaints,
    leave: async () => {
      await context.close()
      assert.deepEqual(complaints, [], "the console stays silent")
    },
  }
}

/** Signs in on the page, as people do. */
export async function signIn(page: Page, email = OWNER.email): Promise<void> {
  await page.goto("/sign-in")
  await page.getByLabel("Mail address").fill(email)
  await page.getByLabel("Password").fill(OWNER.password)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL(/\/inbox\//)
}
