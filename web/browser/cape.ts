// The real binary with the demo company in it, on a port of its own.
import { type ChildProcess, execFile, spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { promisify } from "node:util"

/** The secret with which mail is handed in. */
const SECRET = "a secret that only this test knows"
/** The company's address that the tests write to. */
export const SUPPORT = "support@carrickandlark.example"
/** Somebody who may do everything, and what she signs in with. */
export const OWNER = { name: "Odhran", email: "odhran@carrickandlark.example", password: "walking boots" }

export interface Cape {
  url: string
  /** Hands a raw mail in, as a mail server would. */
  receive(raw: string): Promise<void>
  stop(): Promise<void>
}

/** Fills a directory with the demo company and serves it; answers leave through the SMTP server at this port. */
export async function startCape(smtpPort: number): Promise<Cape> {
  const binary = resolve(process.env.CAPE_BIN ?? "../target/debug/cape")
  if (!existsSync(binary)) throw new Error(`There is no ${binary}. Run: cargo build -p cape (or set CAPE_BIN).`)
  const home = await mkdtemp(join(tmpdir(), "cape-browser-"))
  const data = join(home, "data")
  await promisify(execFile)(binary, ["demo", "--data", data, "--customers", "120", "--fill-only"], { cwd: home })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const config = join(home, "cape.toml")
  await writeFile(config, configuration(port, data, smtpPort))
  const child = spawn(binary, ["--config", config, "serve"], { cwd: home, stdio: ["ignore", "ignore", "pipe"] })
  let said = ""
  child.stderr.on("data", (chunk: Buffer) => { said = (said + chunk.toString()).slice(-4_000) })
  await ready(url, child, () => said)
  return {
    url,
    receive: async (raw) => {
      const answer = await fetch(`${url}/intake`, { method: "POST", body: raw, headers: { authorization: `Bearer ${SECRET}` } })
      if (answer.status !== 202) throw new Error(`The mail was not taken: ${answer.status} ${await answer.text()}`)
    },
    stop: async () => {
      const gone = new Promise((done) => child.once("exit", done))
      if (child.exitCode === null) { child.kill("SIGTERM"); await gone }
      await rm(home, { recursive: true, force: true })
    },
  }
}

function configuration(port: number, data: string, smtpPort: number): string {
  return `listen = "127.0.0.1:${port}"
data = ${JSON.stringify(data)}
company = "Carrick & Lark"
intake_secret = ${JSON.stringify(SECRET)}

[[mailbox]]
name = "Carrick & Lark"
address = "${SUPPORT}"
smtp = { server = { host = "127.0.0.1", port = ${smtpPort}, security = "plain" }, hello_name = "help.carrickandlark.example" }
`
}

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** Waits until pages are served; a server that ended instead is shown with its last words. */
async function ready(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`cape ended with ${child.exitCode}:\n${said()}`)
    const answer = await fetch(`${url}/sign-in`).catch(() => null)
    if (answer?.ok) return
    await new Promise((again) => setTimeout(again, 50))
  }
  throw new Error(`cape did not answer within 30 s:\n${said()}`)
}
