//! Words between the dashes: "Original Message", "Forwarded message".

/// Whole phrases.
#[rustfmt::skip]
pub(in crate::fold) const PHRASES: &[&str] = &[
    // English
    "original message", "original mail", "original email", "original e-mail", "original appointment", "forwarded message",
    "forwarded mail", "forwarded email", "begin forwarded message", "begin message", "reply message", "previous message",
    "reply above this line", "please reply above this line", "type your reply above this line", "please type your reply above this line", "write your reply above this line", "bitte antworten sie oberhalb dieser zeile", "bitte antworten sie oberhalb dieser linie", "répondre au-dessus de cette ligne", "veuillez répondre au-dessus de cette ligne", "responda por encima de esta línea", "por favor, escribe tu respuesta sobre esta línea", "forwarded by", "original", "message history", "quoted text", "replied message",
    // German
    "ursprüngliche nachricht", "originalnachricht", "original-nachricht", "original nachricht",
    "originalnachricht des absenders", "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht",
    "anfang der weitergeleiteten e-mail", "ursprüngliche mail", "ursprüngliche e-mail", "original-mail", "ursprünglicher termin",
    // French
    "message d'origine", "message original", "message originel", "message initial", "message transféré", "message transmis",
    "message réexpédié", "début du message réexpédié", "début du message transféré", "message transmis - forwarded message",
    "rendez-vous d'origine", "courriel original", "e-mail d'origine", "mail original", "mail d'origine",
    // Spanish, Portuguese, Catalan
    "mensaje original", "correo original", "mensaje reenviado", "inicio del mensaje reenviado", "mensaje enviado",
    "mensaje anterior", "mensagem original", "mensagem encaminhada", "mensagem reencaminhada", "início da mensagem encaminhada",
    "início da mensagem reencaminhada", "e-mail original", "missatge original", "missatge reenviat",
    // Italian, Romanian
    "messaggio originale", "messaggio inoltrato", "inizio messaggio inoltrato", "messaggio originario", "messaggio inviato",
    "mesaj original", "mesajul original", "mesaj redirecționat", "mesaj redirectionat",
    // Dutch
    "oorspronkelijk bericht", "origineel bericht", "originele bericht", "doorgestuurd bericht", "begin doorgestuurd bericht",
    "oorspronkelijke bericht",
    // Swedish, Danish, Norwegian, Finnish, Icelandic, Estonian
    "ursprungligt meddelande", "originalmeddelande", "vidarebefordrat meddelande", "vidarebefordrat brev", "ursprungsmeddelande",
    "oprindelig meddelelse", "oprindelig besked", "oprindelig mail", "videresendt meddelelse", "videresendt besked",
    "original meddelelse", "opprinnelig melding", "videresendt melding", "original melding", "alkuperäinen viesti",
    "välitetty viesti", "edelleenlähetetty viesti", "alkup. viesti", "upprunaleg skilaboð", "algne kiri", "edastatud kiri",
    "algne sõnum",
    // Polish, Czech, Slovak, Slovene, Croatian, Serbian
    "oryginalna wiadomość", "wiadomość oryginalna", "wiadomość przekazana", "przekazana wiadomość",
    "treść przekazanej wiadomości", "wiadomość pierwotna", "původní zpráva", "původní e-mail", "přeposlaná zpráva",
    "předaná zpráva", "pôvodná správa", "preposlaná správa", "pôvodný e-mail", "izvirno sporočilo", "posredovano sporočilo",
    "izvorna poruka", "originalna poruka", "proslijeđena poruka", "prosleđena poruka",
    // Russian, Ukrainian, Bulgarian
    "исходное сообщение", "исходное письмо", "оригинальное сообщение", "пересылаемое сообщение", "пересланное сообщение",
    "пересылаемое письмо", "начало переадресованного сообщения", "первоначальное сообщение", "конец пересылаемого сообщения",
    "вихідне повідомлення", "оригінальне повідомлення", "переслане повідомлення", "початкове повідомлення",
    "оригинално съобщение", "препратено съобщение",
    // Hungarian, Greek, Turkish, Lithuanian, Latvian
    "eredeti üzenet", "eredeti levél", "továbbított üzenet", "továbbított levél", "αρχικό μήνυμα", "προωθημένο μήνυμα",
    "orijinal mesaj", "özgün ileti", "iletilen mesaj", "orijinal ileti", "özgün mesaj", "originalus laiškas",
    "pradinis pranešimas", "sākotnējais ziņojums",
    // Chinese, Japanese, Korean
    "原始邮件", "原邮件", "原始信件", "原始郵件", "原始消息", "原始訊息", "转发的邮件", "转发邮件信息", "轉寄郵件", "轉寄的郵件", "转发的消息", "回复的原邮件", "答复的原邮件", "元のメッセージ",
    "オリジナルメッセージ", "元のメール", "転送メッセージ", "転送されたメッセージ", "転送メール", "원본 메시지", "원본 메일", "원본메시지", "전달된 메시지", "전달된 메일",
    // Hebrew, Arabic
    "הודעה מקורית", "הודעה שהועברה", "الرسالة الأصلية", "رسالة معاد توجيهها", "رسالة محوّلة",
    // Vietnamese, Indonesian, Thai
    "tin nhắn gốc", "thư gốc", "thư đã chuyển tiếp", "tin nhắn đã chuyển tiếp", "pesan asli", "pesan terusan",
    "pesan yang diteruskan", "ข้อความต้นฉบับ", "ข้อความที่ส่งต่อ",
];
