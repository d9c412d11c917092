// The ways in that show a page, compared with the server's own list, so that no page escapes the checks.
import { readFile } from "node:fs/promises"

/** Things in the demo company that addresses of pages need. */
export interface Known {
  conversation: string
  customer: string
  organization: string
  import: string
}

/** Every page by its route, with one address to look at. */
export const PAGES: Record<string, (known: Known) => string> = {
  "/sign-in": () => "/sign-in",
  "/inbox/{view}": () => "/inbox/waiting-longest",
  "/inbox/{view}/{conversation}": ({ conversation }) => `/inbox/open/${conversation}`,
  "/search": () => "/search?q=boots",
  "/conversations/{conversation}/customer": ({ conversation }) => `/conversations/${conversation}/customer`,
  "/customers": () => "/customers",
  "/customers/new": () => "/customers/new",
  "/customers/import": () => "/customers/import",
  "/customer-imports/{import}": (known) => `/customer-imports/${known.import}`,
  "/customers/{customer}": ({ customer }) => `/customers/${customer}`,
  "/customers/{customer}/merge": ({ customer }) => `/customers/${customer}/merge`,
  "/organizations/{organization}": ({ organization }) => `/organizations/${organization}`,
  "/needs-a-look": () => "/needs-a-look",
}

/** Ways in that show no page of ours, and why. */
export const NO_PAGES: Record<string, string> = {
  "/": "leads to the inbox",
  "/assets/{name}": "files",
  "/healthz": "JSON",
  "/live": "a stream",
  "/first-start": "looked at before anybody is there",
  "/conversations/{conversation}": "leads to the conversation in its view",
  "/messages/{message}/body": "the customer's own mail",
  "/messages/{message}/raw": "plain text",
  "/attachments/{attachment}": "files",
  "/attachments/{attachment}/{name}": "files",
  "/customers/export": "a file",
  "/command": "a fragment, looked at in the command bar",
  "/suggest/people": "a fragment, looked at in the composer",
}

/** The paths that the server answers to GET, as its list names them. */
export async function served(): Promise<string[]> {
  const text = await readFile("../crates/web/src/route.rs", "utf8")
  return [...text.matchAll(/"GET",\s*"([^"]+)"/g)].map(([, path]) => path ?? "")
}
