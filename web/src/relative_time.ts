// Times that age: `<time data-relative datetime="…">`. The server writes the first words; these are the same.

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** "now", "4 min", "2 h", or null for what is better said as a date. Both times in milliseconds since 1970. */
export function relativeWords(then: number, now: number): string | null {
  const age = now - then
  if (Number.isNaN(age) || age < -MINUTE_MS || age >= DAY_MS) return null
  if (age < MINUTE_MS) return "now"
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} min`
  return `${Math.floor(age / HOUR_MS)} h`
}

/** Renews all times of the page each minute, and when one comes back to it. */
export function renewTimes(): void {
  const renew = () => {
    if (document.hidden) return
    for (const element of document.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
      const words = relativeWords(Date.parse(element.dateTime), Date.now())
      if (words !== null && element.textContent !== words) element.textContent = words
    }
  }
  setInterval(renew, MINUTE_MS)
  document.addEventListener("visibilitychange", renew)
  document.addEventListener("turbo:load", renew)
}
