//! Any bytes as a mail: it is read without a panic, and what comes out fits together.
#![no_main]

libfuzzer_sys::fuzz_target!(|raw: &[u8]| {
    let mail = mail::read(raw);
    for fold in &mail.body.folds {
        assert!(mail.body.text.get(fold.start..fold.end).is_some(), "a fold lies outside of the text");
    }
    let _ = mail.body.visible_text();
    for file in &mail.attachments {
        let bytes = mail::part(raw, &file.part).expect("a file that was found can be taken out");
        assert_eq!(bytes.len(), file.size as usize, "a file has another size than told");
    }
    assert!(mail::inspect(&mail).is_object());
});
