//! Whether a callback is the telephone provider's: Twilio signs the address and every field with the account's token.

use aws_lc_rs::hmac;
use data_encoding::BASE64;

/// Compares in constant time.
pub(super) fn is_theirs(token: &str, address: &str, form: &[(String, String)], signature: &str) -> bool {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, token.as_bytes());
    let Ok(signature) = BASE64.decode(signature.as_bytes()) else { return false };
    hmac::verify(&key, signed(address, form).as_bytes(), &signature).is_ok()
}

fn signed(address: &str, form: &[(String, String)]) -> String {
    let mut fields: Vec<_> = form.iter().collect();
    fields.sort();
    let fields: String = fields.into_iter().flat_map(|(key, value)| [key.as_str(), value.as_str()]).collect();
    format!("{address}{fields}")
}

/// What the provider would sign with, for the tests of what lies behind it.
#[cfg(test)]
pub(super) fn of(token: &str, address: &str, form: &[(String, String)]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, token.as_bytes());
    BASE64.encode(hmac::sign(&key, signed(address, form).as_bytes()).as_ref())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The example in Twilio's documentation of its signatures, as its own libraries test it.
    const ADDRESS: &str = "https://mycompany.com/myapp.php?foo=1&bar=2";
    const TOKEN: &str = "12345";
    const SIGNATURE: &str = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    fn form() -> Vec<(String, String)> {
        let fields = [
            ("Digits", "1234"),
            ("To", "+18005551212"),
            ("From", "+14158675309"),
            ("Caller", "+14158675309"),
            ("CallSid", "CA1234567890ABCDE"),
        ];
        fields.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec()
    }

    #[test]
    fn the_signature_of_the_documentation_is_theirs_and_nothing_beside_it() {
        assert!(is_theirs(TOKEN, ADDRESS, &form(), SIGNATURE));
        assert!(!is_theirs("12346", ADDRESS, &form(), SIGNATURE));
        assert!(!is_theirs(TOKEN, "https://mycompany.com/myapp.php?foo=1", &form(), SIGNATURE));
        assert!(!is_theirs(TOKEN, ADDRESS, &form()[1..], SIGNATURE));
        let more = [form(), vec![("Digits".to_owned(), "1".to_owned())]].concat();
        assert!(!is_theirs(TOKEN, ADDRESS, &more, SIGNATURE));
        for none in ["", "RSOYDt4T1cUTdK1PDd93", "RSOYDt4T1cUTdK1PDd93/VVr8B9="] {
            assert!(!is_theirs(TOKEN, ADDRESS, &form(), none));
        }
    }

    proptest! {
        #[test]
        fn no_other_signature_is_theirs(signature in ".{0,60}", bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            prop_assert!(!is_theirs(TOKEN, ADDRESS, &form(), &signature));
            prop_assert!(!is_theirs(TOKEN, ADDRESS, &form(), &BASE64.encode(&bytes)));
        }
    }
}
