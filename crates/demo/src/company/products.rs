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

const fn pair(sku: &'static str, name: &'static str, model: &'static str, kind: ShoeKind, price_minor: i64, weight: u32) -> Footwear {
    Footwear { product: Product { sku, name, price_minor }, model, kind, weight }
}

/// Everything that comes in pairs and sizes.
pub(crate) const FOOTWEAR: [Footwear; 10] = [
    pair("B-NEP", "Nephin boot", "Nephin", ShoeKind::Boot, 289_00, 24),
    pair("B-MWE", "Mweelrea mountain boot", "Mweelrea", ShoeKind::Boot, 349_00, 14),
    pair("B-ERR", "Erriff boot", "Erriff", ShoeKind::Boot, 249_00, 20),
    pair("B-ACH", "Achill winter boot", "Achill", ShoeKind::Boot, 319_00, 9),
    pair("B-COR", "Corraun work boot", "Corraun", ShoeKind::Boot, 269_00, 8),
    pair("S-MOY", "Moy shoe", "Moy", ShoeKind::Shoe, 199_00, 16),
    pair("S-CLE", "Clew shoe", "Clew", ShoeKind::Shoe, 179_00, 12),
    pair("S-KYL", "Kylemore shoe", "Kylemore", ShoeKind::Shoe, 219_00, 7),
    pair("D-DOO", "Doolough sandal", "Doolough", ShoeKind::Sandal, 129_00, 6),
    pair("D-INI", "Inish sandal", "Inish", ShoeKind::Sandal, 119_00, 4),
];

/// What lies by the till.
pub(crate) const SUNDRIES: [Product; 10] = [
    Product { sku: "X-WAX", name: "Beeswax balm, 100 ml", price_minor: 14_00 },
    Product { sku: "X-LAC", name: "Waxed laces, 150 cm", price_minor: 7_50 },
    Product { sku: "X-LAL", name: "Waxed laces, 180 cm", price_minor: 7_50 },
    Product { sku: "X-SOC", name: "Wool socks, pair", price_minor: 22_00 },
    Product { sku: "X-INS", name: "Cork insoles", price_minor: 29_00 },
    Product { sku: "X-BRU", name: "Horsehair brush", price_minor: 16_00 },
    Product { sku: "X-BEL", name: "Bridle leather belt", price_minor: 65_00 },
    Product { sku: "X-BAG", name: "Boot bag, canvas", price_minor: 38_00 },
    Product { sku: "X-GIF", name: "Gift card", price_minor: 100_00 },
    Product { sku: "X-SOL", name: "Resoling, both boots", price_minor: 95_00 },
];

/// All of it.
pub(super) fn catalogue() -> Vec<Product> {
    FOOTWEAR.iter().map(|pair| pair.product).chain(SUNDRIES).collect()
}
