// A mail server that takes everything and remembers it (RFC 5321, as much as a polite client needs).
import { createServer, type Server, type Socket } from "node:net"
import type { AddressInfo } from "node:net"

/** A mail as it was handed over. */
export interface Taken {
  from: string
  to: string[]
  raw: string
}

/** Takes mail on a port of its own until it is closed. */
export class FakeSmtp {
  readonly taken: Taken[] = []
  #server: Server
  #waiting = new Set<() => void>()

  private constructor(server: Server) {
    this.#server = server
    server.on("connection", (socket) => this.#talk(socket))
  }

  static async start(): Promise<FakeSmtp> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    return new FakeSmtp(server)
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** The first mail that fits, as soon as it is there. */
  async mail(fits: (mail: Taken) => boolean, withinMs = 30_000): Promise<Taken> {
    const until = performance.now() + withinMs
    for (;;) {
      const found = this.taken.find(fits)
      if (found) return found
      const left = until - performance.now()
      if (left <= 0) throw new Error(`No such mail within ${withinMs} ms; ${this.taken.length} others came.`)
      await this.#next(left)
    }
  }

  close(): void {
    this.#server.close()
  }

  /** Resolves at the next mail, or when the time is over. */
  #next(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => { clearTimeout(timer); this.#waiting.delete(done); resolve() }
      const timer = setTimeout(done, withinMs)
      this.#waiting.add(done)
    })
  }

  #talk(socket: Socket): void {
    let rest = ""
    let mail: Taken = { from: "", to: [], raw: "" }
    let lines: string[] | null = null
    const say = (words: string) => socket.write(`${words}\r\n`)
    const path = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? ""
    const command = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === "EHLO" || verb === "HELO") { say("250-mail.example"); say("250 8BITMIME") }
      else if (verb === "MAIL") { mail = { from: path(line), to: [], raw: "" }; say("250 ok") }
      else if (verb === "RCPT") { mail.to.push(path(line)); say("250 ok") }
      else if (verb === "DATA") { lines = []; say("354 go on") }
      else if (verb === "QUIT") { say("221 bye"); socket.end() }
      else say("250 ok")
    }
    const text = (line: string, so_far: string[]) => {
      if (line !== ".") { so_far.push(line.replace(/^\./, "")); return }
      mail.raw = so_far.join("\r\n")
      lines = null
      this.taken.push(mail)
      say("250 taken")
      for (const wake of [...this.#waiting]) wake()
    }
    socket.setEncoding("utf8")
    socket.on("error", () => {})
    socket.on("data", (chunk) => {
      const parts = (rest + chunk).split("\r\n")
      rest = parts.pop() ?? ""
      for (const line of parts) { if (lines) text(line, lines); else command(line) }
    })
    say("220 mail.example")
  }
}

/** A header of a mail, unfolded. */
export function header(mail: Taken, name: string): string {
  const head = mail.raw.slice(0, mail.raw.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ")
  const line = head.split("\r\n").find((candidate) => candidate.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  return line?.slice(name.length + 1).trim() ?? ""
}
