//! Companies and clubs among the customers.

use serde::Serialize;

/// A company, club or authority several customers belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Organization {
    /// Its name; fictional.
    pub name: &'static str,
    /// Its mail domain.
    pub domain: &'static str,
    /// BCP 47 tag of the language its people write in.
    pub language: &'static str,
}

const fn organization(name: &'static str, domain: &'static str, language: &'static str) -> Organization {
    Organization { name, domain, language }
}

/// All of them.
pub(crate) const ORGANIZATIONS: [Organization; 22] = [
    organization("Ballinree Mountain Rescue", "ballinree-rescue.example", "en"),
    organization("Thornhedge Estate Rangers", "thornhedge.example", "en"),
    organization("Puddle & Pine Outdoor", "puddleandpine.example", "en"),
    organization("Hotel Saltmarsh", "hotelsaltmarsh.example", "en"),
    organization("Greywether Walking Club", "greywether-walkers.example", "en"),
    organization("Osprey Lane Primary School", "ospreylane.example", "en"),
    organization("Kettlewick Forestry", "kettlewick.example", "en"),
    organization("The Rambling Heron (shop)", "ramblingheron.example", "en"),
    organization("North Quay Film Wardrobe", "northquayfilm.example", "en"),
    organization("Brannock Wind Services", "brannockwind.example", "en"),
    organization("Alpenverein Sektion Krähwinkel", "sektion-kraehwinkel.example", "de"),
    organization("Schuhhaus Brombeer", "schuhhaus-brombeer.example", "de"),
    organization("Forstbetrieb Hinterwald", "forst-hinterwald.example", "de"),
    organization("Refuge du Col Perdu", "colperdu.example", "fr"),
    organization("Chaussures Mirabelle", "mirabelle-chaussures.example", "fr"),
    organization("Club Senderista La Encina", "laencina.example", "es"),
    organization("Botería Hermanos Robledal", "robledal.example", "es"),
    organization("Fjällstation Björkdal", "bjorkdal.example", "sv"),
    organization("Skogsbolaget Granliden", "granliden.example", "sv"),
    organization("Wandelwinkel De Stap", "destap.example", "nl"),
    organization("Natuurwacht Heidezoom", "heidezoom.example", "nl"),
    organization("Schoenmakerij Ter Linden", "terlinden.example", "nl"),
];
