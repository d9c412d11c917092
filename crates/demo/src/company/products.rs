//! What the house makes. Model names are rivers and hills of the west.

use serde::Serialize;

/// Something the company sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Product {
    /// Article number.
    pub sku: &'static str,
    /// Name in the shop.
    pub name: &'static str,
    /// Price with tax, in cents of the company's currency.
    pub price_minor: i64,
}

/// What kind of footwear: decides the word for it in each language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShoeKind {
    /// Over the ankle.
    Boot,
    /// Below the ankle.
    Shoe,
    /// For summer.
    Sandal,
}

/// A pair with its model name and how often it is bought.
pub(crate) struct Footwear {
    pub(crate) product: Product,
    pub(crate) model: &'static str,
    pub(crate) kind: ShoeKind,
    pub(crate) weight: u32,
}

const fn pair(
    sku: &'static str,
    name: &'static str,
    model: &'static str,
    kind: ShoeKind,
    price_minor: i64,
    weight: u32,
) -> Footwear {
    Footwear { product: Product { sku, name, price_minor }, model, kind, weight }
}

/// Everything that comes in pairs and sizes.
pub(crate) const FOOTWEAR: [Footwear; 10] = [
    pair("B-NEP", "Nephin boot", "Nephin", ShoeKind::Boot, 28_900, 24),
    pair("B-MWE", "Mweelrea mountain boot", "Mweelrea", ShoeKind::Boot, 34_900, 14),
    pair("B-ERR", "Erriff boot", "Erriff", ShoeKind::Boot, 24_900, 20),
    pair("B-ACH", "Achill winter boot", "Achill", ShoeKind::Boot, 31_900, 9),
    pair("B-COR", "Corraun work boot", "Corraun", ShoeKind::Boot, 26_900, 8),
    pair("S-MOY", "Moy shoe", "Moy", ShoeKind::Shoe, 19_900, 16),
    pair("S-CLE", "Clew shoe", "Clew", ShoeKind::Shoe, 17_900, 12),
    pair("S-KYL", "Kylemore shoe", "Kylemore", ShoeKind::Shoe, 21_900, 7),
    pair("D-DOO", "Doolough sandal", "Doolough", ShoeKind::Sandal, 12_900, 6),
    pair("D-INI", "Inish sandal", "Inish", ShoeKind::Sandal, 11_900, 4),
];

/// What lies by the till.
pub(crate) const SUNDRIES: [Product; 10] = [
    Product { sku: "X-WAX", name: "Beeswax balm, 100 ml", price_minor: 1400 },
    Product { sku: "X-LAC", name: "Waxed laces, 150 cm", price_minor: 750 },
    Product { sku: "X-LAL", name: "Waxed laces, 180 cm", price_minor: 750 },
    Product { sku: "X-SOC", name: "Wool socks, pair", price_minor: 2200 },
    Product { sku: "X-INS", name: "Cork insoles", price_minor: 2900 },
    Product { sku: "X-BRU", name: "Horsehair brush", price_minor: 1600 },
    Product { sku: "X-BEL", name: "Bridle leather belt", price_minor: 6500 },
    Product { sku: "X-BAG", name: "Boot bag, canvas", price_minor: 3800 },
    Product { sku: "X-GIF", name: "Gift card", price_minor: 10_000 },
    Product { sku: "X-SOL", name: "Resoling, both boots", price_minor: 9500 },
];

/// All of it.
pub(super) fn catalogue() -> Vec<Product> {
    FOOTWEAR.iter().map(|pair| pair.product).chain(SUNDRIES).collect()
}
