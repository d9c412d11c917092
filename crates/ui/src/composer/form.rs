//! How the composer is drawn: one form, which works without scripts.

use super::{Composer, Mode, tools};
use crate::{button::Button, icon::Icon};
use maud::{Markup, Render, html};

impl Composer {
    fn kinds(&self) -> Markup {
        let kind = |value: &str, label: &str, key: &str, on: bool| {
            html! {
                label .composer-kind {
                    input .hidden type="radio" name="kind" value=(value) checked[on] data-key=(key) data-composer-target="kind";
                    span { (label) (crate::kbd::kbd(key)) }
                }
            }
        };
        html! {
            @if self.reply && self.note {
                div .composer-kinds role="radiogroup" aria-label="What to write" {
                    (kind("reply", "Reply", "r", self.mode == Mode::Reply))
                    (kind("note", "Note", "n", self.mode == Mode::Note))
                }
            } @else {
                input type="hidden" name="kind" value=(if self.note { "note" } else { "reply" });
            }
        }
    }

    fn address(&self, name: &str, label: &str, value: &str) -> Markup {
        let id = format!("composer-{}-{name}", self.id);
        html! {
            div .composer-line {
                label for=(id) { (label) }
                input .composer-input type="text" id=(id) name=(name) value=(value) autocomplete="off"
                    spellcheck="false" data-suggest="/suggest/addresses";
            }
        }
    }

    /// One quiet line says whom it goes to; opened, it is the fields.
    fn addresses(&self) -> Markup {
        let copies = match (self.cc.is_empty(), self.bcc.is_empty()) {
            (true, true) => String::new(),
            (false, true) => format!(", cc {}", self.cc),
            (true, false) => format!(", bcc {}", self.bcc),
            (false, false) => format!(", cc {}, bcc {}", self.cc, self.bcc),
        };
        // A new conversation has nobody to sum up yet: its fields just stand there.
        let lines = html! { div .composer-lines { (self.lines()) } };
        html! {
            @if self.subject.is_some() { div .composer-addresses { (lines) } }
            @else {
                details .composer-addresses open[self.to.is_empty()] {
                    summary .composer-to title="Change who gets this" {
                        span .composer-to-words { "to " (self.to) (copies) } (Icon::Down)
                    }
                    (lines)
                }
            }
            p .composer-aside { "Only colleagues see this. Write @ to ask somebody." }
        }
    }

    /// The fields of the addresses and the subject.
    fn lines(&self) -> Markup {
        html! {
            @if self.from.len() > 1 {
                div .composer-line {
                    label for={"composer-" (self.id) "-from"} { "From" }
                    select .composer-input name="from" id={"composer-" (self.id) "-from"} {
                        @for choice in &self.from { option value=(choice.value) selected[choice.chosen] { (choice.label) } }
                    }
                }
            }
            (self.address("to", "To", &self.to))
            (self.address("cc", "Cc", &self.cc))
            (self.address("bcc", "Bcc", &self.bcc))
            @if let Some(subject) = &self.subject {
                div .composer-line {
                    label for={"composer-" (self.id) "-subject"} { "Subject" }
                    input .composer-input type="text" name="subject" id={"composer-" (self.id) "-subject"} value=(subject);
                }
            }
        }
    }

    fn strip(&self) -> Markup {
        html! {
            ul .composer-files data-composer-target="files" aria-label="Attachments" {
                @for file in &self.files {
                    li .composer-file {
                        (Icon::Attach)
                        a .composer-file-name href=(file.href) target="_blank" rel="noopener" { (file.name) }
                        span .composer-file-size { (file.size) }
                        input type="hidden" name="attachment" value=(file.id);
                        button .composer-file-remove type="button" data-action="composer#removeFile" aria-label={"Remove " (file.name)} { (Icon::Close) }
                    }
                }
            }
        }
    }

    fn text_field(&self) -> Markup {
        let (reply, note) = (format!("Write to {} …", self.name), "Write a note to colleagues …");
        html! {
            textarea .composer-text name="body" rows="3" aria-label="Your text" data-composer-target="text"
                placeholder=(if self.mode == Mode::Note { note.to_owned() } else { reply.clone() }) data-placeholder-note=(note)
                data-placeholder-reply=(reply) { "\n" (self.text) }
            div .composer-suggestions data-composer-target="suggestions" hidden {}
            @if let Some(signature) = &self.signature {
                p .composer-signature title="Your signature is added when this is sent" { (signature) }
            }
        }
    }

    fn foot(&self) -> Markup {
        let send_words = if self.reply { "Send" } else { "Add note" };
        html! {
            footer .composer-foot {
                (tools::toolbar(self.upload_url.is_some()))
                @for extra in &self.extras { (extra) }
                span .composer-state role="status" data-composer-target="state" {
                    @if let Some(saved) = &self.saved { (saved) }
                }
                span .composer-send {
                    @if self.send_and {
                        (Button::new("Send and next").value("then", "next").quiet().hint("Ctrl Shift ↵"))
                    }
                    span .composer-split {
                        button .button .button--primary type="submit" name="then" value="stay" data-composer-target="send" {
                            span .button-label {
                                span .composer-send-reply { (send_words) } span .composer-send-note { "Add note" }
                            }
                            (crate::kbd::kbd("Ctrl ↵"))
                        }
                        (tools::send_menu(self.send_and, &self.send_later))
                    }
                }
            }
        }
    }
}

impl Render for Composer {
    fn render(&self) -> Markup {
        let class = if self.reply { "composer" } else { "composer composer--note" };
        html! {
            form id={"composer-" (self.id)} .(class) method="post" action=(self.url) data-controller="composer"
                data-draft-url=[self.draft_url.as_deref()] data-upload-url=[self.upload_url.as_deref()]
                data-presence-url=[self.presence_url.as_deref()] data-conversation=(self.id) aria-label="Answer" {
                header .composer-head { (self.kinds()) (self.addresses()) }
                @if let Some(error) = &self.error {
                    p .composer-error role="alert" { (Icon::Alarm) (error) }
                }
                @if let Some(notice) = &self.notice { (notice) }
                (self.text_field())
                @if let Some(promises) = &self.promises { (promises) }
                (self.strip())
                (self.foot())
            }
        }
    }
}
