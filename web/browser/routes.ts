// The ways in that show a page, compared with the server's own list, so that no page escapes the checks.
import { readFile } from "node:fs/promises"

/** Things in the demo company that addresses of pages need. */
export interface Known {
  conversation: string
  customer: string
  organization: string
  import: string
  invitation: string
  newPassword: string
  agent: string
  team: string
  message: string
  canned: string
  promise: string
}

/** Every page by its route, with one address to look at. */
export const PAGES: Record<string, (known: Known) => string> = {
  "/sign-in": () => "/sign-in",
  "/inbox/{view}": () => "/inbox/waiting-longest",
  "/inbox/{view}/{conversation}": ({ conversation }) => `/inbox/open/${conversation}`,
  "/conversations/new": () => "/conversations/new",
  "/conversations/{conversation}/history": ({ conversation }) => `/conversations/${conversation}/history`,
  "/conversations/{conversation}/handover": ({ conversation }) => `/conversations/${conversation}/handover`,
  "/conversations/{conversation}/related": ({ conversation }) => `/conversations/${conversation}/related`,
  "/messages/{message}/split": ({ message }) => `/messages/${message}/split`,
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
  "/invitations/{token}": ({ invitation }) => `/invitations/${invitation}`,
  "/forgotten-password": () => "/forgotten-password",
  "/new-password/{token}": ({ newPassword }) => `/new-password/${newPassword}`,
  "/insights/effort": () => "/insights/effort",
  "/insights/effort/messages": () => "/insights/effort/messages?what=rage",
  "/insights/continuity": () => "/insights/continuity",
  "/insights/continuity/people": () => "/insights/continuity/people",
  "/insights/complaints": () => "/insights/complaints",
  "/conversations/{conversation}/complaint": ({ conversation }) => `/conversations/${conversation}/complaint`,
  "/write-to-us": () => "/write-to-us",
  "/insights/looks": () => "/insights/looks",
  "/insights/promises": () => "/insights/promises",
  "/insights/promises/list": () => "/insights/promises/list",
  "/insights/promises/people": () => "/insights/promises/people",
  "/conversations/{conversation}/promises/new": ({ conversation }) => `/conversations/${conversation}/promises/new`,
  "/promises/{promise}/renegotiation": ({ promise }) => `/promises/${promise}/renegotiation`,
  "/promises/{promise}/reassignment": ({ promise }) => `/promises/${promise}/reassignment`,
  "/settings/opening-hours": () => "/settings/opening-hours",
  "/insights/power": () => "/insights/power",
  "/insights/power/given": () => "/insights/power/given",
  "/insights/power/worth": () => "/insights/power/worth",
  "/insights/policies": () => "/insights/policies",
  "/notifications": () => "/notifications",
  "/settings/profile": () => "/settings/profile",
  "/settings/second-factor": () => "/settings/second-factor",
  "/settings/notifications": () => "/settings/notifications",
  "/settings/people": () => "/settings/people",
  "/settings/people/{agent}": ({ agent }) => `/settings/people/${agent}`,
  "/settings/people/{agent}/deactivation": ({ agent }) => `/settings/people/${agent}/deactivation`,
  "/settings/second-factor/removal": () => "/settings/second-factor/removal",
  "/settings/signals": () => "/settings/signals",
  "/settings/teams": () => "/settings/teams",
  "/settings/teams/{team}": ({ team }) => `/settings/teams/${team}`,
  "/settings/teams/{team}/removal": ({ team }) => `/settings/teams/${team}/removal`,
  "/settings/mailboxes": () => "/settings/mailboxes",
  "/settings/conversations": () => "/settings/conversations",
  "/settings/routing": () => "/settings/routing",
  "/settings/delivery": () => "/settings/delivery",
  "/settings/canned": () => "/settings/canned",
  "/settings/canned/{answer}": ({ canned }) => `/settings/canned/${canned}`,
  "/settings/tokens": () => "/settings/tokens",
  "/conversations/{conversation}/remedies/new": ({ conversation }) => `/conversations/${conversation}/remedies/new`,
  "/conversations/{conversation}/policies": ({ conversation }) => `/conversations/${conversation}/policies`,
  "/approvals": () => "/approvals",
  "/settings/power": () => "/settings/power",
  "/settings/policies": () => "/settings/policies",
}

/** Ways in that show no page of ours, and why. */
export const NO_PAGES: Record<string, string> = {
  "/insights/continuity/file": "a file",
  "/": "leads to the inbox",
  "/insights/effort/file": "a file",
  "/insights/complaints/file": "a file",
  "/insights": "leads to the first of its rooms",
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
  "/insights/power/file": "a file",
  "/insights/policies/file": "a file",
  "/insights/policies/{policy}": "looked at where a policy is marked",
  "/remedies/{remedy}": "looked at where something is given",
  "/approvals/{approval}": "looked at where something is asked",
  "/settings/policies/{policy}": "looked at where a policy is written down",
  "/settings/delivery/jobs/{job}/removal": "asks about work that was given up, of which this company has none",
  "/settings": "leads to one's own settings",
  "/command": "a fragment, looked at in the command bar",
  "/insights/promises/file": "a file",
  "/p/{token}": "looked at by the story of promises, from the link in the mail",
  "/metrics": "figures for a monitor",
  "/suggest/addresses": "a fragment, looked at in the composer",
  "/suggest/canned": "a fragment, looked at in the composer",
  "/suggest/people": "a fragment, looked at in the composer",
}

/** The paths that the server answers to GET, as its list names them. */
export async function served(): Promise<string[]> {
  const text = await readFile("../crates/web/src/route.rs", "utf8")
  return [...text.matchAll(/"GET",\s*"([^"]+)"/g)].map(([, path]) => path ?? "")
}
