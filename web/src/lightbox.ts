// Looks at a picture in front of the page: links with `data-lightbox="url"`. Without scripts they open a tab.

/** One listener for all pictures; a click with a modifier still opens a tab. */
export function showPictures(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-lightbox]") : null
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    showPicture(link.dataset.lightbox ?? link.href, link.dataset.name ?? "", link.dataset.download ?? link.href)
  })
}

function showPicture(url: string, name: string, download: string): void {
  const dialog = document.createElement("dialog")
  dialog.className = "lightbox"
  dialog.setAttribute("aria-label", name || "Picture")
  const image = document.createElement("img")
  image.src = url
  image.alt = name
  const line = document.createElement("p")
  const link = document.createElement("a")
  link.href = download
  link.download = name
  link.textContent = "Download"
  line.append(name, link)
  dialog.append(image, line)
  dialog.addEventListener("click", ({ target }) => { if (target !== link) dialog.close() })
  dialog.addEventListener("close", () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}
