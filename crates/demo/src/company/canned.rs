//! The texts the agents keep at hand.

use serde::Serialize;

/// A text with a name, for use with `/` in the composer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CannedAnswer {
    /// What to type.
    pub name: &'static str,
    /// BCP 47 tag.
    pub language: &'static str,
    /// The text, Markdown.
    pub markdown: &'static str,
}

const fn canned(name: &'static str, language: &'static str, markdown: &'static str) -> CannedAnswer {
    CannedAnswer { name, language, markdown }
}

pub(super) const CANNED: [CannedAnswer; 14] = [
    canned(
        "where is my parcel",
        "en",
        "Parcels leave us within two working days and take two to five more, depending on where you live. The tracking link in your shipping mail is updated each evening.",
    ),
    canned(
        "how to return",
        "en",
        "Put the pair back in its box, wrap the box (please don't tape on it), and use the label from your account under *Orders*. We refund within three days of seeing it.",
    ),
    canned(
        "resole",
        "en",
        "A resole is €95 for both boots with new heels, and takes about three weeks from the day they reach the bench. Send them clean and without laces; we'll mail you when they arrive.",
    ),
    canned(
        "waxing",
        "en",
        "Brush off the mud, let them dry **away from the heater**, then work in a little balm with your fingers. Twice a season is plenty; the seams deserve a bit more.",
    ),
    canned(
        "breaking in",
        "en",
        "Wear them at home for an hour or two for a few evenings, with the socks you'll walk in. The heel gives last. If it still lifts after ten hours, write to us and we'll look at the lacing together.",
    ),
    canned(
        "size guide",
        "en",
        "Stand on a sheet of paper in the evening, in your walking socks, and measure heel to longest toe in millimetres. Send us both feet and we'll name the size.",
    ),
    canned(
        "warranty",
        "en",
        "Stitching, soles and hardware are covered for three years. A photo of the damage and one of the whole boot is all we need to begin.",
    ),
    canned(
        "wholesale",
        "en",
        "Thank you for thinking of us. We open a handful of new stockists each spring; tell us a little about your shop and we'll send the trade list.",
    ),
    canned(
        "resole",
        "de",
        "Eine Neubesohlung kostet 95 € für beide Schuhe, mit neuen Absätzen, und dauert ab Eingang etwa drei Wochen. Bitte sauber und ohne Schnürsenkel schicken.",
    ),
    canned(
        "how to return",
        "de",
        "Bitte den Originalkarton in einen zweiten Karton legen und das Etikett aus dem Kundenkonto verwenden. Das Geld ist drei Tage nach Eingang zurück.",
    ),
    canned(
        "resole",
        "fr",
        "Le ressemelage coûte 95 € la paire, talons compris, et prend environ trois semaines à partir de l'arrivée à l'atelier. Merci de les envoyer propres et sans lacets.",
    ),
    canned(
        "resole",
        "es",
        "El cambio de suela cuesta 95 € el par, tacones incluidos, y tarda unas tres semanas desde que llegan al taller. Envíelas limpias y sin cordones, por favor.",
    ),
    canned(
        "resole",
        "sv",
        "En omsulning kostar 95 € för paret, med nya klackar, och tar ungefär tre veckor från att de kommit till verkstaden. Skicka dem rena och utan skosnören.",
    ),
    canned(
        "resole",
        "nl",
        "Verzolen kost € 95 voor het paar, met nieuwe hakken, en duurt ongeveer drie weken vanaf binnenkomst in de werkplaats. Stuur ze graag schoon en zonder veters.",
    ),
];
