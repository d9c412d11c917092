// Buttons that open a dialog: `data-opens="id"`. Dialogs are the browser's own.

/** Opens on click, and closes a dialog by a click beside it where the browser doesn't do that itself yet. */
export function openDialogs(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return
    const opener = event.target.closest("[data-opens]")
    if (opener) {
      event.preventDefault()
      open(opener.getAttribute("data-opens") ?? "")
    } else if (event.target instanceof HTMLDialogElement && !("closedBy" in HTMLDialogElement.prototype)) {
      const box = event.target.getBoundingClientRect()
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom
      if (!inside) event.target.close()
    }
  })
}

/** Opens the dialog with this id, if the page has one. */
export function open(id: string): boolean {
  const dialog = document.getElementById(id)
  if (!(dialog instanceof HTMLDialogElement)) return false
  closeMenus()
  if (!dialog.open) dialog.showModal()
  return true
}

/** Whether something lies in front of the page. */
export function somethingIsOpen(): boolean {
  return document.querySelector("dialog[open], details.menu[open], [popover]:popover-open") !== null
}

/** Closes every menu, but the one given. */
export function closeMenus(except?: Element): void {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.removeAttribute("open")
  }
}

/** Closes all that lies in front of the page, when one goes to another. */
export function closeAll(): void {
  closeMenus()
  for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) dialog.close()
  for (const popover of document.querySelectorAll<HTMLElement>("[popover]:popover-open")) popover.hidePopover()
}
