// The browser that drives the pages: Debian's Chromium, or the one that CHROMIUM names.
import { existsSync } from "node:fs"
import { type Browser, chromium } from "playwright-core"

/** Starts one Chromium for all tests. Without one they fail with the words that help. */
export async function startChromium(): Promise<Browser> {
  const path = process.env.CHROMIUM ?? "/usr/bin/chromium"
  if (!existsSync(path)) {
    throw new Error(`There is no Chromium at ${path}. As root: apt-get install --no-install-recommends chromium (or set CHROMIUM to yours).`)
  }
  return chromium.launch({
    executablePath: path,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  })
}
