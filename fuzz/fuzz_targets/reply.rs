//! Any bytes as a reply, plain and as HTML: what is folded lies inside the text, in order, and nothing is lost between.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for is_html in [false, true] {
        check(&mail::body_only(bytes, is_html));
    }
});

fn check(body: &mail::Body) {
    let mut end = 0;
    for fold in &body.folds {
        assert!(end <= fold.start && fold.start <= fold.end, "folds overlap: {:?}", body.folds);
        assert!(body.text.get(end..fold.start).is_some() && body.text.get(fold.start..fold.end).is_some());
        end = fold.end;
    }
    assert!(body.text.get(end..).is_some());
    let visible = body.visible_text();
    // What stays visible was written by somebody: folding adds nothing.
    assert!(visible.lines().all(|line| body.text.contains(line.trim())), "{visible:?} of {:?}", body.text);
}
