// The part of Turbo that we use, and the details of its events. Turbo ships no types of its own.
declare module "@hotwired/turbo" {
  export const session: {
    refresh(url: string): void
    readonly navigator: { readonly currentVisit?: unknown }
  }
  export const config: { drive: { progressBarDelay: number } }
  export function visit(url: string, options?: { action?: "advance" | "replace" }): void
  export function morphElements(current: Element, next: Element): void
}

interface BeforeRenderDetail {
  newBody: HTMLElement
  renderMethod: "replace" | "morph"
  render(current: HTMLElement, next: HTMLElement): Promise<void> | void
}

interface DocumentEventMap {
  "turbo:before-render": CustomEvent<BeforeRenderDetail>
  "turbo:render": CustomEvent<{ renderMethod: "replace" | "morph" }>
  "turbo:load": CustomEvent<{ url: string }>
  "turbo:before-visit": CustomEvent<{ url: string }>
  "turbo:visit": CustomEvent<{ url: string; action: "advance" | "replace" | "restore" }>
  "turbo:before-cache": CustomEvent<object>
  "turbo:submit-start": CustomEvent<{ formSubmission: { formElement: HTMLFormElement } }>
  "turbo:submit-end": CustomEvent<{ success: boolean; formSubmission: { formElement: HTMLFormElement } }>
  "turbo:before-morph-element": CustomEvent<{ currentElement: Element; newElement?: Element }>
  "turbo:before-morph-attribute": CustomEvent<{ attributeName: string; mutationType: "update" | "remove" }>
  "turbo:fetch-request-error": CustomEvent<object>
}
