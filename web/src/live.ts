// The live stream: the server says "this page is stale", and the page is morphed in place.
//
// `<meta name="cape-topics" content="a,b">` names what the page is about; `<meta name="cape-since">`, if there, the
// event the page was drawn at, so that nothing falls between page and stream. The stream is `/live?topics=a,b`.
import { session } from "@hotwired/turbo"
import { somethingIsOpen } from "./dialogs"
import { clock, Throttle } from "./throttle"

/** At most three refreshes a second: quicker than that nobody reads. */
const REFRESH_EVERY_MS = 334
/** While somebody selects text or uses a menu the page holds still, but no longer than this. */
const HOLD_MAX_MS = 15_000
/** From the answer to a form until the page it leads to is on its way, with room to spare. */
const SENT_GRACE_MS = 500
/** A page nobody looks at gives its connection back: browsers allow only six to one server over HTTP/1.1. */
const HIDDEN_AFTER_MS = 5_000
/** First wait after a lost connection; it doubles up to the longest. */
const RETRY_FIRST_MS = 1_000
const RETRY_LONGEST_MS = 30_000

let source: EventSource | null = null
let topics = ""
let since = ""
let missed = false
let retry = RETRY_FIRST_MS
let retryTimer: unknown = null
let hiddenTimer: unknown = null
let pointerDown = false
let heldSince = 0
let sendingUntil = 0

const refreshes = new Throttle(REFRESH_EVERY_MS, refresh)

/** Opens the stream for each page's topics, and keeps it open while somebody looks. */
export function listenLive(): void {
  document.addEventListener("turbo:load", follow)
  document.addEventListener("turbo:render", follow)
  document.addEventListener("visibilitychange", attend)
  document.addEventListener("pointerdown", () => { pointerDown = true }, true)
  for (const name of ["pointerup", "pointercancel", "dragend"]) {
    document.addEventListener(name, () => { pointerDown = false }, true)
  }
  // A refresh in between would take the place of the page that a form leads to.
  document.addEventListener("turbo:submit-start", () => { sendingUntil = Infinity })
  document.addEventListener("turbo:submit-end", () => { sendingUntil = clock.now() + SENT_GRACE_MS })
  addEventListener("pagehide", close)
  addEventListener("pageshow", ({ persisted }) => { if (persisted) { missed = true; follow() } })
  follow()
}

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? ""
}

/** Follows the page's topics; the same topics keep their stream. */
function follow(): void {
  const wanted = meta("cape-topics")
  if (wanted === topics && (source !== null || retryTimer !== null)) return
  close()
  topics = wanted
  since = meta("cape-since")
  if (topics && !document.hidden) open()
}

function open(): void {
  const query = new URLSearchParams({ topics })
  if (since) query.set("since", since)
  const stream = new EventSource(`/live?${query}`)
  source = stream
  stream.addEventListener("open", () => {
    retry = RETRY_FIRST_MS
    if (missed) refreshes.request()
    missed = false
  })
  stream.addEventListener("stale", () => refreshes.request())
  stream.addEventListener("presence", ({ data }) => showPresence(String(data)))
  stream.addEventListener("error", () => {
    missed = true
    if (stream.readyState === EventSource.CLOSED && source === stream) reopenLater()
  })
}

/** The browser reconnects by itself after a broken line, but gives up on a refusal; we don't. */
function reopenLater(): void {
  close()
  retryTimer = clock.after(retry, () => { retryTimer = null; if (!document.hidden) open() })
  retry = Math.min(retry * 2, RETRY_LONGEST_MS)
}

function close(): void {
  source?.close()
  source = null
  if (retryTimer !== null) clock.cancel(retryTimer)
  retryTimer = null
}

function attend(): void {
  if (hiddenTimer !== null) clock.cancel(hiddenTimer)
  hiddenTimer = null
  if (document.hidden) {
    hiddenTimer = clock.after(HIDDEN_AFTER_MS, () => { missed = true; close() })
  } else if (topics && source === null && retryTimer === null) {
    open()
  }
}

function isHeld(): boolean {
  const selection = document.getSelection()
  const selecting = selection !== null && !selection.isCollapsed && selection.toString().length > 0
  return pointerDown || selecting || somethingIsOpen()
}

function refresh(): void {
  if (isHeld() && (heldSince === 0 || clock.now() - heldSince < HOLD_MAX_MS)) {
    heldSince ||= clock.now()
    refreshes.request()
  } else if (session.navigator.currentVisit || clock.now() < sendingUntil) {
    refreshes.request()
  } else {
    heldSince = 0
    session.refresh(document.baseURI)
  }
}

/** The fragment comes from our own server, drawn by the same function as the page's. */
function showPresence(html: string): void {
  const place = document.getElementById("presence")
  if (place) place.innerHTML = html
}
