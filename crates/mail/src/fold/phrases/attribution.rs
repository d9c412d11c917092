//! Words of "On …, … wrote:".

/// Verbs of writing, the last word of each form.
#[rustfmt::skip]
pub(in crate::fold) const VERBS: &[&str] = &[
    // English, German
    "wrote", "writes", "said", "schrieb", "schreibt", "geschrieben",
    // French, Spanish, Portuguese, Galician, Catalan, Italian, Romanian
    "écrit", "ecrit", "écrivait", "escribió", "escribio", "escribe", "escreveu", "escribiu", "escriure", "escrit", "scritto", "scrisse", "scris",
    // Dutch, Afrikaans, Swedish, Danish, Norwegian, Icelandic, Finnish, Estonian
    "schreef", "geschreven", "geskryf", "skrev", "skrifaði", "kirjoitti", "kirjutas",
    // Polish, Czech, Slovak
    "napisał", "napisała", "napisał(a)", "napisal", "napisal(a)", "pisze", "napsal", "napsala", "napsal(a)", "napísal", "napísal(a)", "napísala",
    // Russian, Ukrainian, Bulgarian, Serbian, Croatian, Slovene
    "написал", "написала", "написал(а)", "написал(a)", "писал", "писал(а)", "писал(a)", "пишет", "написав", "написав(ла)", "пише", "написа", "napisao", "napisala", "napisal/-a", "написао",
    // Hungarian, Greek, Turkish, Lithuanian, Latvian
    "írta", "έγραψε", "γράφει", "yazdı", "rašė", "parašė", "rakstīja",
    // Hebrew, Arabic, Persian, Vietnamese, Indonesian
    "כתב", "כתבה", "כתב/ה", "מאת", "كتب", "كتبت", "نوشت", "viết", "menulis",
];

/// The same in languages that do not part their words.
#[rustfmt::skip]
pub(in crate::fold) const UNPARTED_VERBS: &[&str] = &[
    "写道", "寫道", "写到", "书写", "書きました", "のメール", "のメッセージ", "작성", "작성했습니다", "썼습니다", "เขียนว่า", "เขียน",
];

/// First words, where a date follows soon.
#[rustfmt::skip]
pub(in crate::fold) const OPENERS: &[&str] = &[
    "on ", "at ", "in ", "op ", "am ", "le ", "el ", "il ", "em ", "a ", "o dia ", "no dia ", "dia ", "dnia ", "w dniu ", "den ", "d. ", "på ", "dne ", "dňa ", "v ", "ve ",
    "в ", "във ", "у ", "на ", "în ", "la ", "pe ", "στις ", "στην ", "kl. ", "kl ", "pvm ", "vào ", "pada ", "ngày ", "เมื่อ", "在", "於", "于", "בתאריך", "ב-", "في ", "در ",
];

/// First words that need no verb after them: "Quoting Ann <…>:".
#[rustfmt::skip]
pub(in crate::fold) const QUOTING: &[&str] = &[
    "quoting ", "quote from ", "zitat von ", "zitiere ", "citát ", "citace ", "citando ", "cita de ", "citat från ", "citat fra ", "citazione ", "cytowanie ", "citeren ", "citaat van ", "citation de ",
    "thus spake ", "selon ", "lainaus ", "cituji ", "цитирование ", "цитата ", "引用 ",
];

/// The sender himself.
#[rustfmt::skip]
pub(in crate::fold) const FIRST_PERSON: &[&str] = &["i", "we", "i've", "ich", "wir", "j'ai", "nous", "yo", "ik", "wij", "jag", "jeg", "ja", "я", "мы"];
