//! Bytes in text.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose};

use super::text::{Text, text};

/// Bytes in base64, kept as the server wrote them.
///
/// Made `From` bytes, which are encoded, or from text, which is taken for base64 already.
#[derive(Clone, PartialEq)]
pub struct Base64(Text);

text!(Base64);

impl Base64 {
    /// The text that `bytes` are in base64.
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Self::from(general_purpose::STANDARD.encode(bytes))
    }

    /// The bytes. Those of either alphabet are read, with or without padding and line breaks.
    ///
    /// # Errors
    ///
    /// When the text is no base64.
    pub fn decode(&self) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        let text: String = self.as_str().split_ascii_whitespace().collect();
        let alphabet = if text.contains(['-', '_']) { URL_SAFE } else { STANDARD };
        let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        Ok(GeneralPurpose::new(&alphabet, lenient).decode(text)?)
    }
}

/// Implements `From` for what is bytes.
macro_rules! from_bytes {
    ($($source:ty),*) => {
        $(impl From<$source> for Base64 {
            fn from(bytes: $source) -> Self {
                Self::encode(bytes)
            }
        })*
    };
}
from_bytes!(Vec<u8>, &[u8], bytes::Bytes);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_go_there_and_back() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let bytes = [0xfb, 0xff, 0x00, 0x01];
        assert_eq!(Base64::from(bytes.to_vec()).as_str(), "+/8AAQ==");
        for text in ["+/8AAQ==", "+/8AAQ", "-_8AAQ==", "+/8A\r\nAQ==\n"] {
            let read: Base64 = serde_json::from_value(text.into())?;
            assert_eq!(read.decode()?, bytes);
            assert_eq!(serde_json::to_value(read)?, text);
        }
        assert!(Base64::from("no base64!").decode().is_err());
        Ok(())
    }
}
