// What a page must pass wherever it is looked at: the rules of WCAG 2 AA that a program can check, and no sideways scrolling.
import axe from "axe-core"
import type { Page } from "playwright-core"

/** Rules of the levels A and AA up to version 2.2. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

/** What is wrong with the page, one line each. Frames with a customer's own mail are left to the sanitiser. */
export async function faults(page: Page): Promise<string[]> {
  // While Turbo fetches a page it says so on the root element, where the rules don't allow it.
  await page.waitForFunction(() => !document.documentElement.hasAttribute("aria-busy"))
  await page.evaluate(axe.source)
  const broken = await page.evaluate(async (rules) => {
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe
    const { violations } = await run(document, { runOnly: rules, iframes: false })
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => {
      const [why] = [...node.any, ...node.all, ...node.none]
      return `${id}: ${help}: ${node.html.slice(0, 160)} ${why?.message ?? ""}`
    }))
  }, RULES)
  return [...broken, ...await overflows(page)]
}

/** Panes and frames that would have to be scrolled sideways, or mails that scroll inside their frame. */
function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const panes = [document.documentElement, ...document.querySelectorAll<HTMLElement>("main, .pane, .flow, .content, .rows, dialog[open]")]
    for (const pane of panes) {
      if (pane.scrollWidth <= pane.clientWidth + 1 || pane.clientWidth === 0) continue
      const right = pane.getBoundingClientRect().right
      const wide = [...pane.querySelectorAll("*")].find((element) => element.getBoundingClientRect().right > right + 1)
      found.push(`scrolls sideways: ${pane.tagName}.${pane.className} ${pane.scrollWidth} > ${pane.clientWidth}: ${wide?.outerHTML.slice(0, 160)}`)
    }
    for (const frame of document.querySelectorAll<HTMLIFrameElement>("iframe.mail-frame")) {
      const inside = frame.contentDocument?.documentElement
      if (inside && inside.scrollHeight > frame.clientHeight + 1) found.push(`a mail scrolls in its frame: ${inside.scrollHeight} > ${frame.clientHeight}`)
    }
    return found
  })
}
