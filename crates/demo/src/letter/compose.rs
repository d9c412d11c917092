//! A turn of a conversation as a whole mail: header, body, attachments.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::{
    body::{body, boundary, quote},
    encode::{address, date, header_text},
    paper,
    part::{Coding, Part},
    picture,
};
use crate::{
    calendar::Calendar,
    chance::Chance,
    company::DOMAIN,
    people::Program,
    talk::{Act, CustomerStage, Matter, Thread},
    words,
};

const BYTES: u64 = 9;
/// So many ids at most in References: enough for every program, short enough for every server.
const REFERENCES_MAX: usize = 12;

/// The customer's mail in turn number `turn`, and the turn it answers.
pub(crate) fn message(thread: &Thread, turn: usize) -> (Vec<u8>, Option<usize>) {
    let mut chance = Chance::keyed(thread.seed, &[BYTES, thread.key.0, turn as u64]);
    let answers = answered(thread, turn, &mut chance);
    let photo = thread.has_photo(turn);
    let text = words::letter(thread, turn, photo);
    // Hardly anybody deletes the quote; some programs don't make one.
    let quoted = answers.filter(|_| chance.percent(90)).map(|answered| quote(thread, answered));
    let program = thread.customer.program;
    let mut part = body(program, thread.facts.language(), &mut chance, &text, quoted.as_ref());
    let files = files(thread, turn, photo, &mut chance);
    if !files.is_empty() {
        let mut parts = vec![part];
        parts.extend(files);
        part = Part::several("mixed", &boundary(&mut chance), &parts);
    }
    let subject = words::subject(thread);
    let subject = match answers {
        None => subject,
        Some(_) => format!("{}: {subject}", words::common(thread.facts.language()).client.reply_prefix),
    };
    let mut head = header(thread, turn, &subject);
    add_references(thread, turn, answers, &mut head);
    add_program(program, &mut head);
    (part.mail(head), answers)
}

/// The vacation note in turn number `turn`, and the turn it answers.
pub(crate) fn vacation(thread: &Thread, turn: usize) -> (Vec<u8>, Option<usize>) {
    let (subject, text) = words::vacation(thread, turn);
    let answers = thread.answered_before(turn);
    let mut head = header(thread, turn, &subject);
    add_references(thread, turn, answers, &mut head);
    head.push_str("Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\n");
    (Part::text("plain", &text, Coding::Quoted).mail(head), answers)
}

/// The turn that turn number `turn` answers, if it is sent as an answer.
fn answered(thread: &Thread, turn: usize, chance: &mut Chance) -> Option<usize> {
    let before = (0..turn).rev().find(|&index| thread.is_message(index))?;
    // Without an answer of ours people answer their own mail, from the folder of sent mails.
    let _ = chance.bits();
    Some(thread.answered_before(turn).unwrap_or(before))
}

fn header(thread: &Thread, turn: usize, subject: &str) -> String {
    let customer = &thread.customer;
    let clock = Calendar::posix(customer.clock);
    let at = Timestamp::from_millisecond(thread.turns[turn].at).unwrap_or(Timestamp::UNIX_EPOCH);
    let domain = customer.email.rsplit('@').next().unwrap_or("mail.example");
    let id = thread.message_id(turn);
    let mut head = String::with_capacity(1_024);
    // Writing to a String can't fail.
    let _: std::fmt::Result = write!(
        head,
        "Return-Path: <{email}>\r\nReceived: from mx.{domain} (mx.{domain} [192.0.2.{octet}])\r\n\tby in.{DOMAIN} \
         with ESMTPS id {queue};\r\n\t{received}\r\nDate: {sent}\r\nFrom: {from}\r\nTo: {to}\r\nSubject: \
         {subject}\r\nMessage-ID: <{id}>\r\n",
        email = customer.email,
        octet = 1 + customer.key.0 % 254,
        queue = id.get(4..12).unwrap_or_default(),
        received = date(at, &Calendar::home()),
        sent = date(at, &clock),
        from = address(&customer.name, &customer.email),
        to = thread.mailbox,
        subject = header_text(subject),
    );
    head
}

fn add_references(thread: &Thread, turn: usize, answers: Option<usize>, head: &mut String) {
    let Some(answers) = answers else { return };
    let ids: Vec<String> = (0..=answers)
        .filter(|&index| index < turn && thread.is_message(index))
        .map(|index| format!("<{}>", thread.message_id(index)))
        .collect();
    let from = ids.len().saturating_sub(REFERENCES_MAX);
    let _: std::fmt::Result = write!(
        head,
        "In-Reply-To: <{}>\r\nReferences: {}\r\n",
        thread.message_id(answers),
        ids[from..].join("\r\n ")
    );
}

fn add_program(program: Program, head: &mut String) {
    head.push_str(match program {
        Program::Phone => "X-Mailer: Pocket Mail (21F90)\r\n",
        Program::Webmail => "",
        Program::Office => {
            "X-Mailer: Office Post 16.0\r\nThread-Index: AQHbTz0demo==\r\nContent-Language: en-GB\r\n"
        }
        Program::Desktop => "User-Agent: Songbird Mail 128\r\n",
        Program::Portal => "X-Priority: 3\r\nX-Provags-ID: V03:K1:demo\r\n",
    });
}

fn files(thread: &Thread, turn: usize, photo: bool, chance: &mut Chance) -> Vec<Part> {
    let mut files = Vec::new();
    if photo {
        let number = chance.between(1_001, 9_899);
        files.push(Part::file(&format!("IMG_{number}.png"), "image/png", &picture::boot(chance)));
        if chance.percent(25) {
            files.push(Part::file(&format!("IMG_{}.png", number + 1), "image/png", &picture::boot(chance)));
        }
    }
    let Act::Write { stage, .. } = thread.turns[turn].act else { return files };
    let asks = matches!(stage, CustomerStage::Ask | CustomerStage::Detail);
    let shows_paper =
        matches!(thread.matter, Matter::DoubleCharge | Matter::ReturnLabel | Matter::WarrantyCrack);
    if shows_paper
        && asks
        && chance.percent(26)
        && let Some(order) = &thread.order
    {
        let mut lines = vec!["Carrick & Lark, Westport".to_owned(), format!("Order {}", order.number)];
        lines.extend(order.lines.iter().map(|line| format!("{} x {}", line.quantity, line.name)));
        lines.push(format!("Total EUR {}.{:02}", order.total_minor / 100, order.total_minor % 100));
        files.push(Part::file("receipt.pdf", "application/pdf", &paper::receipt(&lines)));
    }
    if thread.matter == Matter::Wholesale && asks && chance.percent(35) {
        let rows = chance.between(6, 24);
        files.push(Part::file("sizes.csv", "text/csv", &paper::sizes(rows, chance.between(0, 9))));
    }
    files
}
