// Light and dark: the choice is a form (`POST …/theme`, field `theme`) that the server remembers. Here it is only
// shown at once, and taken over from pages that arrive with another choice.

/** Shows a choice on the root element. */
function show(theme: string | null | undefined): void {
  const root = document.documentElement
  if (theme === "light" || theme === "dark") root.dataset.theme = theme
  else delete root.dataset.theme
}

/** Watches the forms that choose, and the pages that come. */
export function switchTheme(): void {
  document.addEventListener("turbo:submit-start", ({ detail: { formSubmission: { formElement } } }) => {
    if (!new URL(formElement.action, document.baseURI).pathname.endsWith("/theme")) return
    show(new FormData(formElement).get("theme")?.toString())
  })
  document.addEventListener("turbo:before-render", ({ detail: { newBody } }) => {
    const root = newBody.parentElement
    if (root && root !== document.documentElement) show(root.dataset.theme)
  })
}
