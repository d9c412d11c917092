//! Amounts of money: whole minor units beside their currency, never mixed, never negative by mistake.

use std::fmt;

/// The code of a currency (ISO 4217).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency with that code; three letters, in either case.
    pub fn parse(code: &str) -> Option<Self> {
        let code: [u8; 3] = code.as_bytes().try_into().ok()?;
        code.iter().all(u8::is_ascii_alphabetic).then(|| Self(code.map(|letter| letter.to_ascii_uppercase())))
    }

    /// The code, in capitals.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Digits behind the point: two for most.
    pub fn digits(self) -> u32 {
        match self.code() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND"
            | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why an amount can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Less than nothing.
    #[error("An amount can't be negative.")]
    Negative,
    /// Two currencies in one sum.
    #[error("{0} and {1} can't be added: use one currency.")]
    Mixed(Currency, Currency),
    /// Beyond what anybody gives.
    #[error("This amount is larger than Cape reckons with.")]
    TooLarge,
    /// No amount at all.
    #[error("Write an amount such as 12.50.")]
    NoAmount,
}

/// The largest amount: a thousand million euros. Sums of a thousand of these still fit.
const MINOR_MAX: i64 = 100_000_000_000;

/// An amount of at least nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// So many minor units.
    pub fn new(minor: i64, currency: Currency) -> Result<Self, MoneyError> {
        match minor {
            ..0 => Err(MoneyError::Negative),
            0..=MINOR_MAX => Ok(Self { minor, currency }),
            _ => Err(MoneyError::TooLarge),
        }
    }

    /// The amount as a person writes it: `50`, `12.5`, `12,50`.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let text = text.trim();
        if text.starts_with(['-', '−']) {
            return Err(MoneyError::Negative);
        }
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let digits = currency.digits() as usize;
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(part) || part.len() > digits {
            return Err(MoneyError::NoAmount);
        }
        let minor = format!("{whole}{part:0<digits$}").parse().map_err(|_| MoneyError::TooLarge)?;
        Self::new(minor, currency)
    }

    /// In minor units.
    pub fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed(self.currency, other.currency));
        }
        Self::new(self.minor.saturating_add(other.minor), self.currency)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.digits();
        let unit = 10_i64.pow(digits);
        write!(f, "{} {}", self.currency, self.minor / unit)?;
        if digits > 0 && self.minor % unit != 0 {
            write!(f, ".{:0width$}", self.minor % unit, width = digits as usize)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).expect("a currency")
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let (euro, yen) = (currency("eur"), currency("JPY"));
        for (text, minor) in [("50", 5_000), (" 12.5", 1_250), ("12,50", 1_250), ("0.01", 1)] {
            assert_eq!(Money::parse(text, euro).map(Money::minor), Ok(minor), "{text}");
        }
        assert_eq!(Money::parse("1200", yen).map(Money::minor), Ok(1_200));
        assert_eq!(Money::parse("-5", euro), Err(MoneyError::Negative));
        for wrong in ["", "x", "1.234", "1 000", ".5", "1e9"] {
            assert_eq!(Money::parse(wrong, euro), Err(MoneyError::NoAmount), "{wrong}");
        }
        assert_eq!(Money::parse("99999999999999999999", euro), Err(MoneyError::TooLarge));
        assert_eq!(Money::parse("12.5", yen), Err(MoneyError::NoAmount));
        assert_eq!(Currency::parse("EURO"), None);
    }

    #[test]
    fn currencies_never_mix() {
        let (euro, franc) =
            (Money::new(5, currency("EUR")).unwrap(), Money::new(5, currency("CHF")).unwrap());
        let error = euro.plus(franc).expect_err("two currencies");
        assert_eq!(error.to_string(), "EUR and CHF can't be added: use one currency.");
        assert_eq!(Money::new(-1, currency("EUR")), Err(MoneyError::Negative));
        assert_eq!(Money::new(MINOR_MAX, currency("EUR")).unwrap().plus(euro), Err(MoneyError::TooLarge));
    }

    proptest! {
        #[test]
        fn any_text_is_an_amount_or_an_error(text in ".{0,40}") {
            if let Ok(money) = Money::parse(&text, currency("EUR")) {
                prop_assert!((0..=MINOR_MAX).contains(&money.minor()));
            }
        }

        #[test]
        fn written_amounts_read_back(minor in 0..MINOR_MAX) {
            let money = Money::new(minor, currency("KWD")).unwrap();
            prop_assert_eq!(Money::parse(&money.to_string()[4..], currency("KWD")), Ok(money));
        }
    }
}
