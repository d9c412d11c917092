//! Mails of other help desks and mail libraries: file names, subjects, addresses, texts.

use mail::{Address, Attachment, Kind, Mail};
use serde_json::Value;

use crate::corpora::{self, Tally, same};

/// Runs one corpus whose `expected.json` maps file names to facts.
fn run(folder_name: &str, corpus: &'static str, bound: f64, faults: fn(&Mail, &Value) -> Vec<String>) {
    let Some(folder) = corpora::folder(folder_name) else { return };
    let expected = corpora::json(&folder.join("expected.json"));
    let mut tally = Tally::new(corpus);
    for (name, path) in corpora::mails(&folder) {
        let mail = corpora::read(&path);
        if expected[&name].is_object() {
            tally.count(&name, &faults(&mail, &expected[&name]));
        }
    }
    tally.finish(bound);
}

fn strings<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v str> {
    value[key].as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn listed(mail: &Mail) -> Vec<&Attachment> {
    mail.attachments.iter().filter(|file| !file.inline).collect()
}

fn check_text(
    what: &str,
    text: &str,
    wanted: impl Iterator<Item = impl AsRef<str>>,
    faults: &mut Vec<String>,
) {
    for one in wanted {
        if !text.contains(one.as_ref()) {
            faults.push(format!("{what} lacks {:?}", one.as_ref()));
        }
    }
}

fn subject(mail: &Mail, wanted: &Value, faults: &mut Vec<String>) {
    if let Some(subject) = wanted["subject"].as_str() {
        same(
            "subject",
            &mail.subject.as_str(),
            &subject.split_whitespace().collect::<Vec<_>>().join(" ").as_str(),
            faults,
        );
    }
}

#[test]
fn otobo() {
    run("otobo-znuny", "otobo-znuny: names, headers", 80.0, |mail, wanted| {
        let mut faults = Vec::new();
        let mut names: Vec<String> = mail.attachments.iter().map(|file| otrs_name(&file.name)).collect();
        let wanted_names: Vec<&str> = strings(wanted, "filenames").collect();
        if wanted["filenames"].is_array() {
            names.sort();
            for name in &wanted_names {
                // A part without a name is `file-N`: ours is named after its type.
                let found = names.iter().any(|known| known == name)
                    || (name.starts_with("file-") && !names.is_empty());
                if !found {
                    faults.push(format!("{name:?} is not in {names:?}"));
                }
            }
        }
        for (key, list) in [("To", &mail.to), ("Cc", &mail.cc)] {
            if let Some(header) = wanted["headers"][key].as_str() {
                same(key, &shown(list), &header.replace('"', ""), &mut faults);
            }
        }
        if let Some(header) = wanted["headers"]["Subject"].as_str() {
            same("Subject", &mail.subject.as_str(), &header, &mut faults);
        }
        faults
    });
}

/// OTRS turns what it holds unfit for a file name into `_`.
fn otrs_name(name: &str) -> String {
    name.chars()
        .map(|letter| {
            if letter.is_alphanumeric() || !letter.is_ascii() || "_-.".contains(letter) {
                letter
            } else {
                '_'
            }
        })
        .collect()
}

fn shown(list: &[Address]) -> String {
    list.iter()
        .map(|one| match &one.name {
            Some(name) => format!("{name} <{}>", one.address),
            None => one.address.clone(),
        })
        .collect::<Vec<_>>()
        .join(", ")
}

#[test]
fn rt() {
    run("rt", "rt: subject, text, bounce", 80.0, |mail, wanted| {
        let mut faults = Vec::new();
        subject(mail, wanted, &mut faults);
        check_text("text", &mail.body.text, strings(wanted, "text_contains"), &mut faults);
        if wanted["bounce"] == true {
            same("kind", &mail.kind, &Kind::Bounce, &mut faults);
        }
        if wanted["decoded_text_has_non_ascii"] == true && mail.body.text.is_ascii() {
            faults.push("the text is ASCII".to_owned());
        }
        faults
    });
}

#[test]
fn chatwoot() {
    run("chatwoot", "chatwoot: subjects, ids, counts, texts", 90.0, |mail, wanted| {
        let mut faults = Vec::new();
        subject(mail, wanted, &mut faults);
        let automatic = matches!(mail.kind, Kind::AutoReply | Kind::Bounce);
        if let Some(auto) = wanted["auto_reply"].as_bool() {
            same("automatic", &automatic, &auto, &mut faults);
        }
        if wanted["bounce"] == true {
            same("kind", &mail.kind, &Kind::Bounce, &mut faults);
        }
        if let Some(count) = wanted["attachments"].as_u64() {
            same("attachments", &(listed(mail).len() as u64), &count, &mut faults);
        }
        if let Some(least) =
            wanted["attachments_at_least"].as_u64().filter(|least| (mail.attachments.len() as u64) < *least)
        {
            faults.push(format!("{} attachments, not {least}", mail.attachments.len()));
        }
        if wanted["filenames"].is_array() {
            let names: Vec<&str> = listed(mail).iter().map(|file| file.name.as_str()).collect();
            same("names", &names, &strings(wanted, "filenames").collect(), &mut faults);
        }
        check_text("text", &mail.body.text, strings(wanted, "text_contains"), &mut faults);
        let html = mail.body.html.clone().unwrap_or_default();
        check_text("html", &html, strings(wanted, "html_contains"), &mut faults);
        for one in strings(wanted, "html_not_contains").filter(|one| html.contains(*one)) {
            faults.push(format!("html holds {one:?}"));
        }
        if wanted["html_empty"] == true && !html.trim().is_empty() {
            faults.push(format!("html is {html:?}"));
        }
        if strings(wanted, "has").any(|has| has == "html") && html.is_empty() {
            faults.push("no html".to_owned());
        }
        if wanted["references"].is_array() {
            let got: Vec<&str> = mail.references.iter().map(String::as_str).collect();
            same("references", &got, &strings(wanted, "references").collect(), &mut faults);
        }
        if let Some(id) = wanted["in_reply_to"].as_str() {
            same("in_reply_to", &mail.in_reply_to.join(" ").as_str(), &id, &mut faults);
        }
        if let Some(text) = wanted["text_full"].as_str() {
            same("text", &mail.body.text.trim(), &text.trim(), &mut faults);
        }
        if let Some(date) = wanted["date"].as_str() {
            same("date", &mail.date, &date.parse().ok(), &mut faults);
        }
        if let Some(contact) = wanted["contact_email"].as_str() {
            let got: Vec<&str> = mail.reply_to.iter().map(|one| one.address.as_str()).collect();
            same("reply_to", &got, &vec![contact], &mut faults);
        }
        if wanted["contact_is"].is_string() && mail.origin.original_from.is_none() {
            faults.push("the author before the list is not found".to_owned());
        }
        faults
    });
}

#[test]
fn libredesk() {
    run("libredesk", "libredesk: the files to keep", 95.0, |mail, wanted| {
        let mut faults = Vec::new();
        let got: Vec<String> = mail.attachments.iter().map(facts).collect();
        let wanted_files = |key: &str| -> Vec<String> {
            wanted[key].as_array().into_iter().flatten().map(wanted_facts).collect()
        };
        if wanted["attachments"].is_array() {
            same("attachments", &got, &wanted_files("attachments"), &mut faults);
        }
        for one in wanted["attachments_include"].as_array().into_iter().flatten() {
            let cid = one["cid"].as_str();
            if !mail.attachments.iter().any(|file| file.content_id.as_deref() == cid && file.inline) {
                faults.push(format!("{cid:?} is not inline in {got:?}"));
            }
        }
        faults
    });
}

fn facts(file: &Attachment) -> String {
    let disposition = if file.inline { "inline" } else { "attachment" };
    format!("{} {} {disposition} {}", file.name, file.media_type, file.content_id.as_deref().unwrap_or("-"))
}

fn wanted_facts(file: &Value) -> String {
    let text = |key: &str| file[key].as_str().unwrap_or("-").to_owned();
    format!("{} {} {} {}", text("name"), text("type"), text("disposition"), text("cid"))
}

#[test]
fn freescout() {
    run("freescout", "freescout: subjects, names, bodies", 95.0, |mail, wanted| {
        let mut faults = Vec::new();
        subject(mail, wanted, &mut faults);
        if let Some(count) = wanted["attachments"].as_u64() {
            same("attachments", &(mail.attachments.len() as u64), &count, &mut faults);
        }
        if wanted["filenames"].is_array() {
            let names: Vec<&str> = mail.attachments.iter().map(|file| file.name.as_str()).collect();
            same("names", &names, &strings(wanted, "filenames").collect(), &mut faults);
        }
        if wanted["attachment_name_is_subject"] == true
            && !mail.attachments.iter().any(|file| file.name.starts_with(&mail.subject))
        {
            faults.push(format!(
                "{:?} is not named {:?}",
                mail.attachments.first().map(|file| &file.name),
                mail.subject
            ));
        }
        if let Some(name) = wanted["from_name"].as_str() {
            same(
                "from",
                &mail.from.clone().unwrap_or_default().name.unwrap_or_default().as_str(),
                &name,
                &mut faults,
            );
        }
        if let Some(text) = wanted["text"].as_str() {
            same("text", &mail.body.text.trim(), &text.trim(), &mut faults);
        }
        if wanted["html_ends"].is_string() && mail.body.html.as_deref().is_none_or(|html| html.len() < 100) {
            faults.push("the HTML is cut short".to_owned());
        }
        faults
    });
}

#[test]
fn django_helpdesk() {
    run("django-helpdesk", "django-helpdesk: subjects, texts, files", 95.0, |mail, wanted| {
        let mut faults = Vec::new();
        subject(mail, wanted, &mut faults);
        if let Some(text) = wanted["text"].as_str() {
            same("text", &mail.body.text.trim(), &text.trim(), &mut faults);
        }
        check_text("text", &mail.body.text, strings(wanted, "full_text_contains"), &mut faults);
        let visible = mail.body.visible_text();
        check_text("visible text", &visible, strings(wanted, "visible_text_contains"), &mut faults);
        for one in strings(wanted, "visible_text_not_contains").filter(|one| visible.contains(*one)) {
            faults.push(format!("visible text holds {one:?}"));
        }
        faults
    });
}

/// Mails without stated results: none may be lost. A subject, a text or a file comes out of each.
#[test]
fn nothing_is_lost() {
    for (name, corpus) in [
        ("mikel-mail", "mikel-mail: nothing lost"),
        ("mime4j", "mime4j: nothing lost"),
        ("stalwart-mail-parser", "stalwart-mail-parser: nothing lost"),
    ] {
        let Some(folder) = corpora::folder(name) else { continue };
        let mut tally = Tally::new(corpus);
        for (name, path) in corpora::mails(&folder) {
            let mail = corpora::read(&path);
            // A header with nothing below it has nothing to lose.
            let raw = std::fs::read(&path).expect("a readable file");
            let text = String::from_utf8_lossy(&raw).replace("\r\n", "\n");
            let empty = text.split_once("\n\n").is_none_or(|(_, body)| body.trim().is_empty());
            let found =
                !mail.body.text.trim().is_empty() || !mail.attachments.is_empty() || mail.body.html.is_some();
            let faults =
                if found || empty { vec![] } else { vec![format!("nothing but {:?}", mail.subject)] };
            tally.count(&name, &faults);
        }
        tally.finish(100.0);
    }
}
