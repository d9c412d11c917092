// Without scripts pages are links and forms, and the main job is still done.
import { test } from "node:test"
import { composer, conversation, row } from "./inbox"
import { written } from "./mails"
import { cape, stranger } from "./stage"
import { signIn } from "./visitor"

test("Without scripts one signs in, opens a conversation and answers", async () => {
  const { page, leave } = await stranger({ javaScriptEnabled: false })
  await cape.receive(written({ from: "Henk Vos <henk@vos.example>", subject: "Sole of the wellies", text: "It comes off at the heel." }))
  await signIn(page)
  await page.goto("/inbox/open")
  await row(page, "Sole of the wellies").click()
  await conversation(page).getByText("It comes off at the heel.").waitFor()
  await composer(page).locator("textarea").fill("Send them in, the workshop glues them for you.")
  await composer(page).getByRole("button", { name: /^Send/ }).and(page.locator('[value="stay"]')).click()
  await conversation(page).getByText("the workshop glues them").waitFor()
  await leave()
})
