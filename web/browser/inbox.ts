// Where things are in the inbox, by what people see and hear.
import type { Locator, Page } from "playwright-core"

/** The row of the list with these words. */
export function row(page: Page, words: string): Locator {
  return page.locator("#rows .row-link", { hasText: words }).first()
}

/** The flow of messages. */
export function conversation(page: Page): Locator {
  return page.getByRole("region", { name: "What was said" })
}

/** Where answers are written. */
export function composer(page: Page): Locator {
  return page.getByRole("form", { name: "Answer" })
}

/** What is written there. */
export function textOf(page: Page): Promise<string> {
  return composer(page).locator("textarea").inputValue()
}

/** The message at the foot of the page. */
export function toast(page: Page, words: string): Locator {
  return page.locator("#toasts .toast", { hasText: words })
}

/** Pastes a small picture, as after taking a screenshot, and waits until the server has it. */
export async function pasteScreenshot(page: Page): Promise<void> {
  await composer(page).locator("textarea").evaluate(async (field) => {
    const canvas = document.createElement("canvas")
    canvas.width = 160
    canvas.height = 100
    const pen = canvas.getContext("2d")
    if (pen) { pen.fillStyle = "#a3243b"; pen.fillRect(0, 0, 80, 100) }
    const picture = await new Promise<Blob | null>((done) => { canvas.toBlob(done, "image/png") })
    if (!picture) throw new Error("no picture was drawn")
    const clipboard = new DataTransfer()
    clipboard.items.add(new File([picture], "screenshot.png", { type: "image/png" }))
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }))
  })
  await composer(page).locator('.composer-file[data-state="ready"]').waitFor()
}
