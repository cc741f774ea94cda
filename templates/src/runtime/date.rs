//! Dates and times.

use super::text::{Text, text};

/// A calendar date such as `2023-02-14`, kept as the server wrote it; some servers write `[2023, 2, 14]`.
///
/// The features `jiff` and `chrono` have conversions from and to the types of these crates.
#[derive(Clone, PartialEq)]
pub struct Date(Text);

text!(Date);

/// A point in time such as `2023-02-14T13:00:00Z`, kept as the server wrote it, with its own precision and offset.
///
/// The features `jiff` and `chrono` have conversions from and to the types of these crates.
#[derive(Clone, PartialEq)]
pub struct DateTime(Text);

text!(DateTime);

#[cfg(feature = "jiff")]
mod with_jiff {
    use super::{Date, DateTime};

    impl Date {
        /// The date as `jiff` has it.
        ///
        /// # Errors
        ///
        /// When the text is no date in the form of RFC 3339.
        pub fn to_jiff(&self) -> Result<jiff::civil::Date, jiff::Error> {
            self.as_str().parse()
        }
    }

    impl DateTime {
        /// The point in time as `jiff` has it, without its offset.
        ///
        /// # Errors
        ///
        /// When the text is no point in time in the form of RFC 3339.
        pub fn to_jiff(&self) -> Result<jiff::Timestamp, jiff::Error> {
            self.as_str().parse()
        }
    }

    impl From<jiff::civil::Date> for Date {
        fn from(date: jiff::civil::Date) -> Self {
            Self::from(date.to_string())
        }
    }

    impl From<jiff::Timestamp> for DateTime {
        fn from(time: jiff::Timestamp) -> Self {
            Self::from(time.to_string())
        }
    }
}

#[cfg(feature = "chrono")]
mod with_chrono {
    use super::{Date, DateTime};

    impl Date {
        /// The date as `chrono` has it.
        ///
        /// # Errors
        ///
        /// When the text is no date in the form of RFC 3339.
        pub fn to_chrono(&self) -> Result<chrono::NaiveDate, chrono::ParseError> {
            self.as_str().parse()
        }
    }

    impl DateTime {
        /// The point in time as `chrono` has it, with its offset.
        ///
        /// # Errors
        ///
        /// When the text is no point in time in the form of RFC 3339.
        pub fn to_chrono(&self) -> Result<chrono::DateTime<chrono::FixedOffset>, chrono::ParseError> {
            chrono::DateTime::parse_from_rfc3339(self.as_str())
        }
    }

    impl From<chrono::NaiveDate> for Date {
        fn from(date: chrono::NaiveDate) -> Self {
            Self::from(date.to_string())
        }
    }

    impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for DateTime {
        fn from(time: chrono::DateTime<Z>) -> Self {
            Self::from(time.to_rfc3339())
        }
    }
}

#[cfg(all(test, feature = "jiff", feature = "chrono"))]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_go_there_and_back() -> Result<(), Box<dyn std::error::Error>> {
        let (date, time) = (Date::from("2023-02-14"), DateTime::from("2023-02-14T13:00:00.25+02:00"));
        assert_eq!(Date::from(date.to_jiff()?), date);
        assert_eq!(Date::from(date.to_chrono()?), date);
        assert_eq!(DateTime::from(time.to_jiff()?).as_str(), "2023-02-14T11:00:00.25Z");
        assert_eq!(DateTime::from(time.to_chrono()?).to_chrono()?, time.to_chrono()?);
        assert!(Date::from("soon").to_jiff().is_err() && DateTime::from("2023-02-14").to_chrono().is_err());
        Ok(())
    }
}
