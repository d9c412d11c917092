// Mails that customers write in these tests. Everybody in them is made up.
import { SUPPORT } from "./cape"

/** A mail, of which only what matters is named. */
export interface Letter {
  from: string
  subject: string
  text: string
  html?: string
  inReplyTo?: string
}

let count = 0

/** The mail as bytes on the wire (RFC 5322). */
export function written(letter: Letter): string {
  count += 1
  const head = [
    `From: ${letter.from}`,
    `To: Carrick & Lark <${SUPPORT}>`,
    `Subject: ${letter.subject}`,
    `Date: ${new Date().toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${process.pid}.${count}@mail.example>`,
    ...(letter.inReplyTo ? [`In-Reply-To: ${letter.inReplyTo}`, `References: ${letter.inReplyTo}`] : []),
    "MIME-Version: 1.0",
  ]
  if (letter.html === undefined) return lines([...head, "Content-Type: text/plain; charset=utf-8", "", letter.text])
  return lines([
    ...head, 'Content-Type: multipart/alternative; boundary="between"', "",
    "--between", "Content-Type: text/plain; charset=utf-8", "", letter.text,
    "--between", "Content-Type: text/html; charset=utf-8", "", letter.html, "--between--",
  ])
}

function lines(all: string[]): string {
  return `${all.join("\n").replace(/\r?\n/g, "\r\n")}\r\n`
}
