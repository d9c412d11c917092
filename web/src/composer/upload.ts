// Files on their way to the server: picked, dropped or pasted, each with its progress.

/** What the server answers to an upload. */
export interface Uploaded {
  id: string | number
  name: string
  media_type: string
  size: number
  url: string
  /** What to put into the text, if anything (a picture shown inline). */
  markdown: string
}

/** "184 kB", "2.4 MB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** Sends one file as multipart field `file`. Rejects with words for people. */
export function send(file: File, url: string, progress: (share: number) => void): { done: Promise<Uploaded>; stop(): void } {
  const request = new XMLHttpRequest()
  const done = new Promise<Uploaded>((resolve, reject) => {
    request.open("POST", url)
    request.setRequestHeader("accept", "application/json")
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total > 0 ? loaded / total : 0))
    request.addEventListener("error", () => reject(new Error("could not be sent; is the network there?")))
    request.addEventListener("load", () => {
      if (request.status < 200 || request.status >= 300) { reject(new Error(refusal(request))); return }
      try { resolve(JSON.parse(request.responseText) as Uploaded) } catch { reject(new Error("was not understood by the server")) }
    })
    const form = new FormData()
    form.append("file", file, file.name || "screenshot.png")
    request.send(form)
  })
  return { done, stop: () => request.abort() }
}

function refusal(request: XMLHttpRequest): string {
  if (request.status === 413) return "is too large"
  try {
    const problem = JSON.parse(request.responseText) as { detail?: string; title?: string }
    return problem.detail ?? problem.title ?? "was refused"
  } catch { return "was refused" }
}
