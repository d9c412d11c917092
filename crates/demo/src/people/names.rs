//! Names, towns and streets for each language. The people are invented; the towns exist.

use crate::chance::Chance;

/// What is needed to invent people who write in one language.
pub(crate) struct People {
    pub(crate) language: &'static str,
    pub(crate) given: &'static [&'static str],
    pub(crate) family: &'static [&'static str],
    pub(crate) places: &'static [Place],
    pub(crate) streets: &'static [&'static str],
    pub(crate) domains: &'static [&'static str],
    /// Whether the house number comes first.
    pub(crate) number_first: bool,
}

/// A town with its country and clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) city: &'static str,
    pub(crate) country: &'static str,
    pub(crate) zone: &'static str,
    pub(crate) clock: &'static str,
    pub(crate) dial: &'static str,
}

impl People {
    /// Person number `index`: names and how often this pair of names has been given before.
    pub(crate) fn person(&self, index: usize) -> (&'static str, &'static str, usize) {
        let pairs = self.given.len() * self.family.len();
        // A stride that shares no factor with the number of pairs visits each of them once before any comes again.
        let at = (index % pairs * STRIDE) % pairs;
        (self.given[at % self.given.len()], self.family[at / self.given.len()], index / pairs)
    }

    /// A street with a number.
    pub(crate) fn street(&self, chance: &mut Chance) -> String {
        let (street, number) = (chance.pick(self.streets), chance.between(1, 120));
        if self.number_first { format!("{number} {street}") } else { format!("{street} {number}") }
    }
}

/// A prime larger than any list here is long.
const STRIDE: usize = 7_919;

/// How many in a hundred write in which language.
pub(crate) const SHARES: [(&str, u32); 6] = [("en", 62), ("de", 12), ("fr", 8), ("es", 6), ("sv", 6), ("nl", 6)];

const IRISH: &str = "GMT0IST,M3.5.0/1,M10.5.0";
const BRITISH: &str = "GMT0BST,M3.5.0/1,M10.5.0";
const CENTRAL: &str = "CET-1CEST,M3.5.0,M10.5.0/3";
const EASTERN: &str = "EST5EDT,M3.2.0,M11.1.0";

const fn place(
    city: &'static str,
    country: &'static str,
    zone: &'static str,
    clock: &'static str,
    dial: &'static str,
) -> Place {
    Place { city, country, zone, clock, dial }
}

/// All languages, English first.
pub(crate) const ALL: [People; 6] = [
    People {
        language: "en",
        given: &[
            "Maeve", "Callum", "Priyanka", "Desmond", "Iris", "Tadhg", "Rosalind", "Kwabena", "Harriet", "Eoin", "Saoirse",
            "Gareth", "Yasmin", "Fergus", "Blessing", "Hugh", "Orla", "Winston", "Beatrix", "Niall", "Tamsin", "Rohan",
            "Clodagh", "Edwin", "Zainab", "Malachy", "Philippa", "Jerome", "Grainne", "Stuart", "Anjali", "Dervla", "Conrad",
            "Mairead", "Lionel", "Ngozi", "Barnaby", "Una",
        ],
        family: &[
            "Ashgrove", "Binchley", "Corrigan", "Dunleavy", "Everdale", "Fennimore", "Gilhooly", "Hartnoll", "Iremonger",
            "Jessop", "Kavanagh", "Lorimer", "Mulrooney", "Nettlefold", "Okafor", "Pemberley", "Quigley", "Rathbone",
            "Sweetman", "Tolliver", "Underhay", "Varghese", "Wetherby", "Yarwood", "Abernethy", "Brannigan", "Chowdhury",
            "Dalgleish", "Eastlake", "Farrelly", "Goodspeed", "Hennigan", "Inglewood", "Joyner", "Killeen", "Larmour",
            "McNutt", "Nair", "Oldcastle", "Prendergast", "Redfern", "Summerscale", "Thackray",
        ],
        places: &[
            place("Galway", "IE", "Europe/Dublin", IRISH, "+353 91"),
            place("Sligo", "IE", "Europe/Dublin", IRISH, "+353 71"),
            place("Cork", "IE", "Europe/Dublin", IRISH, "+353 21"),
            place("Dublin", "IE", "Europe/Dublin", IRISH, "+353 1"),
            place("Westport", "IE", "Europe/Dublin", IRISH, "+353 98"),
            place("Belfast", "GB", "Europe/London", BRITISH, "+44 28"),
            place("Sheffield", "GB", "Europe/London", BRITISH, "+44 114"),
            place("Fort William", "GB", "Europe/London", BRITISH, "+44 1397"),
            place("Bristol", "GB", "Europe/London", BRITISH, "+44 117"),
            place("Keswick", "GB", "Europe/London", BRITISH, "+44 17687"),
            place("Burlington, Vermont", "US", "America/New_York", EASTERN, "+1 802"),
        ],
        streets: &[
            "Mill Lane", "Chapel Street", "Harbour View", "Shop Street", "Elm Row", "Station Road", "The Crescent",
            "Quarry Hill", "Orchard Close", "Abbey Park", "Bridge Street", "Heather Drive",
        ],
        domains: &["postbox.example", "fernmail.example", "inboxly.example", "homewire.example", "mailbarn.example"],
        number_first: true,
    },
    People {
        language: "de",
        given: &[
            "Anneliese", "Jörg", "Ulrike", "Matthias", "Heike", "Tobias", "Gesine", "Volker", "Franziska", "Ruprecht",
            "Silke", "Emre", "Waltraud", "Lennart", "Mechthild", "Dirk", "Katharina", "Björn", "Aylin", "Horst", "Swantje",
            "Gregor", "Ottilie", "Benedikt",
        ],
        family: &[
            "Apfelbaum", "Brandstetter", "Distelkamp", "Eichinger", "Fuchsgruber", "Grünwald", "Haberkorn", "Immergut",
            "Käsbohrer", "Lindenau", "Möllering", "Nussdorfer", "Oberländer", "Pfannenschmidt", "Querfurth", "Rosskamp",
            "Schönfelder", "Tannhuber", "Unterberger", "Vogelsang", "Weißenborn", "Yıldırım", "Zirngiebl",
        ],
        places: &[
            place("Freiburg", "DE", "Europe/Berlin", CENTRAL, "+49 761"),
            place("Leipzig", "DE", "Europe/Berlin", CENTRAL, "+49 341"),
            place("Garmisch-Partenkirchen", "DE", "Europe/Berlin", CENTRAL, "+49 8821"),
            place("Kassel", "DE", "Europe/Berlin", CENTRAL, "+49 561"),
            place("Innsbruck", "AT", "Europe/Vienna", CENTRAL, "+43 512"),
            place("Bern", "CH", "Europe/Zurich", CENTRAL, "+41 31"),
        ],
        streets: &["Lindenweg", "Am Mühlbach", "Kirchgasse", "Bahnhofstraße", "Rosenweg", "Alte Poststraße", "Waldstraße"],
        domains: &["postwiese.example", "briefkasten.example", "netzpost.example"],
        number_first: false,
    },
    People {
        language: "fr",
        given: &[
            "Aurélie", "Théodore", "Mireille", "Bastien", "Ghislaine", "Youssef", "Solène", "Armand", "Noémie", "Lucien",
            "Clémence", "Félix", "Odile", "Rémi", "Fatou", "Hervé", "Capucine", "Gaspard", "Josiane",
        ],
        family: &[
            "Aubépin", "Boisclair", "Chantemerle", "Desrosiers", "Fontanel", "Grandpré", "Hautbois", "Jolivet", "Lavandier",
            "Montgolfin", "Noisetier", "Pinsonnet", "Quesnoy", "Rivoire", "Sauvageon", "Tournesac", "Valombreuse", "Diarra",
        ],
        places: &[
            place("Annecy", "FR", "Europe/Paris", CENTRAL, "+33 4"),
            place("Nantes", "FR", "Europe/Paris", CENTRAL, "+33 2"),
            place("Clermont-Ferrand", "FR", "Europe/Paris", CENTRAL, "+33 4"),
            place("Lille", "FR", "Europe/Paris", CENTRAL, "+33 3"),
            place("Namur", "BE", "Europe/Brussels", CENTRAL, "+32 81"),
        ],
        streets: &["rue des Tilleuls", "chemin du Moulin", "avenue de la Gare", "impasse des Lilas", "place du Marché"],
        domains: &["boitebleue.example", "courrielo.example", "laposteverte.example"],
        number_first: true,
    },
    People {
        language: "es",
        given: &[
            "Itziar", "Ramón", "Consuelo", "Álvaro", "Nuria", "Joaquín", "Begoña", "Mateo", "Pilar", "Iñaki", "Lourdes",
            "Gonzalo", "Xiana", "Ignacio", "Rocío", "Fermín", "Aitana",
        ],
        family: &[
            "Almendral", "Barrientos", "Castañeda", "Duarte", "Encinar", "Fuentespina", "Garmendia", "Herreruela",
            "Izaguirre", "Lavilla", "Montealegre", "Naranjo", "Olmedilla", "Peñalba", "Robledo", "Sotomonte",
        ],
        places: &[
            place("Bilbao", "ES", "Europe/Madrid", CENTRAL, "+34 94"),
            place("Granada", "ES", "Europe/Madrid", CENTRAL, "+34 958"),
            place("Oviedo", "ES", "Europe/Madrid", CENTRAL, "+34 98"),
            place("Jaca", "ES", "Europe/Madrid", CENTRAL, "+34 974"),
        ],
        streets: &["calle del Olmo", "calle Mayor", "paseo de la Ribera", "calle Fuente Nueva", "plaza del Trigo"],
        domains: &["correonube.example", "buzonazul.example"],
        number_first: false,
    },
    People {
        language: "sv",
        given: &[
            "Gunilla", "Lars-Erik", "Ebba", "Torbjörn", "Siv", "Håkan", "Linnea", "Åke", "Maja", "Sixten", "Birgitta",
            "Elof", "Tuva", "Rasmus", "Inga-Lill", "Samira", "Göran",
        ],
        family: &[
            "Almgren", "Björkqvist", "Dahlström", "Ekholm", "Fältskog", "Granlund", "Hjortsberg", "Isaksson", "Kvarnström",
            "Ljunggren", "Mossberg", "Norrby", "Östling", "Rönnbäck", "Sjölund", "Tallmark", "Åkerhielm", "Vinterkvist",
        ],
        places: &[
            place("Östersund", "SE", "Europe/Stockholm", CENTRAL, "+46 63"),
            place("Göteborg", "SE", "Europe/Stockholm", CENTRAL, "+46 31"),
            place("Umeå", "SE", "Europe/Stockholm", CENTRAL, "+46 90"),
            place("Falun", "SE", "Europe/Stockholm", CENTRAL, "+46 23"),
        ],
        streets: &["Storgatan", "Kyrkvägen", "Björkstigen", "Hamngatan", "Skolvägen", "Ängsgatan"],
        domains: &["brevladan.example", "postskogen.example"],
        number_first: false,
    },
    People {
        language: "nl",
        given: &[
            "Marijke", "Joost", "Fenna", "Wouter", "Hanneke", "Sjoerd", "Liesbeth", "Teun", "Aafke", "Ruben", "Geertje",
            "Bas", "Noortje", "Kees", "Yara", "Diederik", "Roos",
        ],
        family: &[
            "van den Akker", "Bloemendaal", "Cornelissen", "Dijkgraaf", "Eikelboom", "Flierman", "Groeneveld", "Hazelaar",
            "Inktvis", "Klaverweide", "Lepelaar", "Molenkamp", "Nachtegaal", "Oosterhof", "Polderman", "Roodhart",
        ],
        places: &[
            place("Nijmegen", "NL", "Europe/Amsterdam", CENTRAL, "+31 24"),
            place("Groningen", "NL", "Europe/Amsterdam", CENTRAL, "+31 50"),
            place("Maastricht", "NL", "Europe/Amsterdam", CENTRAL, "+31 43"),
            place("Gent", "BE", "Europe/Brussels", CENTRAL, "+32 9"),
        ],
        streets: &["Dorpsstraat", "Molenweg", "Kerkplein", "Beukenlaan", "Havenkade", "Veldweg"],
        domains: &["postduif.example", "briefbus.example"],
        number_first: false,
    },
];
