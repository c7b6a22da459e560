//! Values with a form of their own: lengths of time, telephone numbers, mail addresses, files of secrets, numbers of
//! Discord.

use std::path::Path;

use url::{Host, Url};

use super::{
    accounts::Account,
    faults::{network, value as faults},
    secret::SecretFile,
    section::Field,
};
use crate::domain::{organisation::Language, time::Span};

/// A year, in seconds.
const LONGEST: i64 = 366 * 24 * 60 * 60;

/// A length of time as people write it: `90s`, `15m`, `48h`.
pub(super) fn duration(text: &str) -> Option<Span> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let unit: i64 = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return None,
    };
    // `parse` alone would take a sign too.
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = number.parse::<i64>().ok()?.checked_mul(unit)?;
    (seconds <= LONGEST).then(|| Span(seconds.saturating_mul(1000)))
}

/// Whether an address is one of this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl Field<'_> {
    /// A length of time, also none at all.
    pub(super) fn duration(&self) -> Option<Span> {
        let text = self.raw()?;
        let span = duration(text);
        if span.is_none() {
            self.add(faults::bad_duration(text));
        }
        span
    }

    /// A length of time that is more than nothing.
    pub(super) fn some_time(&self) -> Option<Span> {
        let span = self.duration()?;
        if span == Span(0) {
            self.add(faults::zero_duration(self.key));
            return None;
        }
        Some(span)
    }

    /// nl or en.
    pub(super) fn language(&self) -> Option<Language> {
        self.one_of(&[("nl", Language::Nl), ("en", Language::En)])
    }

    /// A telephone number as shown.
    pub(super) fn phone(&self) -> Option<String> {
        let phone = self.text(40)?;
        let digits = phone.bytes().filter(u8::is_ascii_digit).count();
        let known = phone.chars().all(|letter| letter.is_ascii_digit() || " ./()-+".contains(letter));
        let plus = phone.rfind('+').is_none_or(|at| at == 0);
        if !known || !plus || !(3..=20).contains(&digits) {
            self.add(faults::bad_phone(&phone));
            return None;
        }
        Some(phone)
    }

    /// One mail address.
    pub(super) fn mail(&self) -> Option<String> {
        let mail = self.text(254)?;
        let parts = mail.split_once('@');
        let plain = |part: &str| {
            !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@,;:<>\"()[]\\".contains(c))
        };
        let domain = |part: &str| plain(part) && part.split('.').all(|label| !label.is_empty());
        if !parts.is_some_and(|(name, host)| plain(name) && domain(host)) {
            self.add(faults::bad_mail(&mail));
            return None;
        }
        Some(mail)
    }
    /// The file of a secret. What is wrong with it is only a warning: it may be there only where the bot runs, and
    /// where that needs it.
    pub(super) fn secret(&self, config: &Path) -> Option<SecretFile> {
        let name = self.text(300)?;
        let file = SecretFile::named(&name, config, |name| std::env::var_os(name));
        match file.read() {
            Ok(_) if file.open_to_all() => self.add(network::open_secret(file.path())),
            Ok(_) => {}
            Err(error) => self.add(network::secret(self.key, &error)),
        }
        Some(file)
    }

    /// The number of an account, a role or a channel of Discord, and where it stands.
    pub(super) fn discord(&self) -> Option<Account<u64>> {
        Some(Account { id: self.snowflake()?, place: self.place.clone() })
    }
}
