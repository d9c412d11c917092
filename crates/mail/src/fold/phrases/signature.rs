//! Words that open a signature: "Sent from my …", closings, legal notices.

/// How mail programs on telephones say where a mail was written; the rest of the line names the device.
#[rustfmt::skip]
pub(in crate::fold) const SENT_FROM: &[&str] = &[
    "envoyé depuis", "envoyé de mon", "envoyé de ma", "envoyé à partir d", "envoyé avec", "envoyé via",
    "télécharger outlook pour", "obtenir outlook pour", "obtenez outlook pour", "gesendet von", "gesendet mit", "gesendet vom",
    "gesendet aus", "gesendet über", "versendet mit", "von meinem iphone", "von meinem ipad", "von meinem handy",
    "diese nachricht wurde von mein", "diese e-mail wurde von mein", "holen sie sich outlook für", "outlook für ios",
    "outlook für android", "laden sie outlook für", "mit freundlichen grüßen von meinem", "enviado desde", "enviado do ", "enviado de ",
    "enviado de mi", "enviado a partir d", "enviado con", "enviado com", "enviado por", "enviado via", "enviado pelo",
    "enviat des d", "obtener outlook para", "obter o outlook para", "baixe o outlook para", "provenance :", "provenance:", "inviato da", "inviato con",
    "inviato dal", "spedito da", "scarica outlook per", "ottieni outlook per", "verzonden vanaf", "verstuurd vanaf",
    "verzonden met", "verstuurd met", "verzonden via", "verstuurd via", "verzonden vanuit", "outlook voor ios",
    "outlook voor android", "download outlook voor", "skickades från", "skickat från", "skickat med", "skickat via", "sendt fra", "sendt med",
    "sendt via", "hämta outlook för", "hent outlook til", "få outlook for", "hent outlook for", "lähetetty", "saadetud minu",
    "sent úr", "hanki outlook", "wysłane z", "wysłano z", "wysłano za", "wysłane za", "pobierz program outlook",
    "pobierz aplikację outlook", "odesláno z", "odesláno pomocí", "posláno z", "odoslané z", "poslano iz", "poslano z",
    "získat outlook", "stáhnout outlook", "отправлено с", "отправлено из", "отправлено от", "отправлено через", "послано с",
    "надіслано з", "изпратено от", "скачать outlook", "получить outlook", "послато са", "elküldve", "küldve", "az én iphone",
    "iphone-ról küldve", "az outlook letöltése", "trimis de pe", "trimis din", "trimis cu", "στάλθηκε από", "εστάλη από",
    "απεσταλμένο από", "išsiųsta iš", "nosūtīts no", "發自我的", "发自我的", "发自", "发送自", "please excuse my brevity", "excuse my brevity", "從我的", "从我的", "获取 outlook", "取得 outlook", "נשלח מ",
    "أرسلت من", "أُرسلت من", "مرسل من", "تم الإرسال من", "ارسال شده از", "gửi từ", "được gửi từ", "dikirim dari",
    "dihantar dari", "ส่งจาก", "tải outlook", "dapatkan outlook", "outlook for ios を入手", "outlook for android を入手",
];

/// How the same is said where the verb comes last.
#[rustfmt::skip]
pub(in crate::fold) const SENT_FROM_ENDS: &[&str] = &[
    "gesendet", "gönderildi", "gönderilmiştir", "から送信", "からの送信", "から送信されました", "에서 보냄", "에서 발송", "발송됨", "發送", "发送", "傳送", "传送",
    "küldve", "from mobile", "from my mobile", "from my phone", "from my iphone", "from my ipad", "から送りました",
];

/// Words for a device or a program, for the looser English forms.
#[rustfmt::skip]
pub(in crate::fold) const DEVICES: &[&str] = &[
    "phone", "mobile", "tablet", "iphone", "ipad", "ipod", "android", "galaxy", "samsung", "blackberry", "outlook", "mail",
    "mailbox", "cell", "device", "handheld", "smartphone", "windows", "airmail", "nokia", "huawei", "xiaomi", "pixel", "gmail",
    "yahoo", "aol", "proton", "laptop", "computer", "htc", "lg", "motorola", "oneplus", "treo", "palm", "telephone", "gmx",
    "web.de", "spark", "thunderbird", "app",
];

/// Closings of letters; a name follows.
#[rustfmt::skip]
pub(in crate::fold) const CLOSINGS: &[&str] = &[
    "regards", "best regards", "kind regards", "warm regards", "kindest regards", "with kind regards", "with best regards",
    "warmest regards", "many thanks and regards", "thanks and regards", "thanks & regards", "best", "best wishes",
    "all the best", "sincerely", "yours sincerely", "yours faithfully", "yours truly", "sincerely yours", "cheers", "thanks",
    "thank you", "many thanks", "thanks in advance", "respectfully", "cordially", "mit freundlichen grüßen",
    "mit freundlichem gruß", "mit freundlichen gruessen", "freundliche grüße", "freundliche grüsse", "mit freundlichen grüssen",
    "viele grüße", "viele grüsse", "beste grüße", "beste grüsse", "liebe grüße", "herzliche grüße", "schöne grüße", "gruß", "lg",
    "mfg", "vg", "hochachtungsvoll", "cordialement", "bien cordialement", "bien à vous", "salutations", "sincères salutations",
    "meilleures salutations", "amicalement", "merci", "saludos", "un saludo", "saludos cordiales", "atentamente",
    "un cordial saludo", "gracias", "atenciosamente", "atentamente", "cumprimentos", "com os melhores cumprimentos", "obrigado",
    "obrigada", "abraços", "abraço", "cordiali saluti", "distinti saluti", "saluti", "un saluto", "grazie",
    "met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groeten", "groeten", "groet", "mvg",
    "hartelijke groeten", "med vänliga hälsningar", "vänliga hälsningar", "hälsningar", "mvh", "med venlig hilsen",
    "venlig hilsen", "hilsen", "med vennlig hilsen", "vennlig hilsen", "ystävällisin terveisin", "terveisin",
    "parhain terveisin", "pozdrawiam", "z poważaniem", "z wyrazami szacunku", "s pozdravem", "s pozdravom",
    "s přátelským pozdravem", "lep pozdrav", "srdačan pozdrav", "с уважением", "с наилучшими пожеланиями", "з повагою",
    "поздрави", "üdvözlettel", "tisztelettel", "με εκτίμηση", "saygılarımla", "cu stimă", "cu respect", "よろしくお願いします", "此致", "敬具",
];

/// How legal notices begin.
#[rustfmt::skip]
pub(in crate::fold) const DISCLAIMERS: &[&str] = &[
    "confidentiality notice", "confidentiality:", "confidential:", "disclaimer", "legal notice", "legal disclaimer",
    "privileged and confidential", "privileged/confidential", "this email and any attachment", "this e-mail and any attachment",
    "this email and any files", "this e-mail and any files", "this message and any attachment", "this email is confidential",
    "this e-mail is confidential", "this email message is intended", "this e-mail message is intended", "this email is intended",
    "this e-mail is intended", "this message is intended", "this message contains confidential",
    "this communication is confidential", "this email contains", "this e-mail contains", "this e-mail may contain",
    "this email may contain", "this message may contain", "the information in this email", "the information in this e-mail",
    "the information contained in this", "the contents of this email", "the contents of this e-mail", "this transmission",
    "please consider the environment", "notice: this email", "notice: this e-mail", "important: this email",
    "important notice: this", "diese e-mail enthält", "diese email enthält", "diese nachricht enthält vertrauliche",
    "diese e-mail kann vertrauliche", "diese nachricht ist vertraulich", "diese e-mail ist vertraulich", "haftungsausschluss",
    "vertraulichkeitshinweis", "der inhalt dieser e-mail", "die information in dieser e-mail",
    "die in dieser e-mail enthaltenen", "ce message et", "ce message est confidentiel", "ce message (et", "ce courriel et",
    "ce courriel est confidentiel", "ce courrier électronique", "ce mail et", "avis de confidentialité",
    "les informations contenues dans ce", "pensez à l'environnement", "l'intégrité de ce message", "este mensaje y",
    "este mensaje contiene", "este mensaje está dirigido", "este mensaje se dirige", "este correo electrónico", "este correo y",
    "aviso legal", "aviso de confidencialidad", "la información contenida en este", "esta mensagem e", "esta mensagem pode",
    "esta mensagem contém", "esta mensagem, incluindo", "este e-mail e", "aviso de confidencialidade", "antes de imprimir",
    "as informações contidas", "questo messaggio e", "questo messaggio è", "questo messaggio contiene", "il presente messaggio",
    "le informazioni contenute", "la presente comunicazione", "avviso di riservatezza", "questa e-mail", "ai sensi del d.lgs",
    "ai sensi del regolamento", "de informatie in dit", "de informatie verzonden", "dit bericht is", "dit bericht en",
    "dit bericht kan", "dit e-mailbericht", "deze e-mail is", "deze e-mail en", "deze email", "aan dit bericht kunnen",
    "denne e-post", "denne e-mail", "denne mail er", "detta meddelande", "detta e-post", "detta mail", "tämä viesti",
    "tämä sähköposti", "niniejsza wiadomość", "ta wiadomość", "treść tej wiadomości", "informacje zawarte w", "tato zpráva",
    "tento e-mail", "táto správa", "это сообщение", "настоящее сообщение", "данное сообщение", "информация, содержащаяся",
    "ez az e-mail", "az üzenet és", "acest mesaj", "bu e-posta", "bu mesaj", "この電子メール", "本メール", "本邮件", "此邮件", "此電子郵件", "本電子郵件",
    "이 메일은", "본 메일은", "this email has been checked for viruses", "this email has been scanned", "yahoo mail: search", "virus-free", "virenfrei",
    "sans virus", "libre de virus", "livre de vírus", "privo di virus", "virusvrij", "unsubscribe:",
    "to unsubscribe from this group", "you received this message because you are subscribed",
];
