// What all tests share: one Cape, one mail server, one Chromium, one session.
import { after } from "node:test"
import type { BrowserContextOptions } from "playwright-core"
import { startCape } from "./cape"
import { startChromium } from "./chromium"
import { FakeSmtp } from "./smtp"
import { signIn, visit, type Visitor } from "./visitor"

const browser = await startChromium()
export const smtp = await FakeSmtp.start()
export const cape = await startCape(smtp.port).catch(async (error: unknown) => {
  smtp.close()
  await browser.close()
  throw error
})

after(async () => {
  await browser.close()
  await cape.stop()
  smtp.close()
})

/** A stranger at the door. */
export function stranger(options: BrowserContextOptions = {}): Promise<Visitor> {
  return visit(browser, cape.url, options)
}

type Session = Awaited<ReturnType<Visitor["context"]["storageState"]>>
let session: Promise<Session> | null = null

/** Somebody who is signed in already: one session for all, because a password takes a while to check. */
export async function agent(options: BrowserContextOptions = {}): Promise<Visitor> {
  session ??= signedIn()
  return visit(browser, cape.url, { storageState: await session, ...options })
}

async function signedIn(): Promise<Session> {
  const visitor = await stranger()
  await signIn(visitor.page)
  const state = await visitor.context.storageState()
  await visitor.leave()
  return state
}
