//! Text messages and automated calls through an HTTP API with the two calls of Twilio's that are needed, so that a provider
//! or a gateway of one's own serves. Neither has a key that keeps a repetition away: what is repeated because the answer was
//! lost rings twice, which is better than never.

use std::time::Duration;

use http_client::{Client, Response, StatusCode, header::RETRY_AFTER, redirect::Policy};
use secrecy::ExposeSecret as _;

use crate::{
    domain::organisation::Language,
    engine::port::{Act, Attempt, Channel, Delivery, Outcome},
    settings::telephone::{Telephone as Settings, dialled},
};

/// How long the provider may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// The longest text of a message: ten parts of 153 characters.
const LONGEST: usize = 1_530;

/// Where messages and calls go out.
pub struct Telephone {
    settings: Settings,
}

impl Telephone {
    /// With this provider. The token is read when it is needed, so that a new one needs no restart.
    #[must_use]
    pub const fn new(settings: Settings) -> Self {
        Self { settings }
    }

    async fn send(&self, delivery: &Delivery) -> Outcome {
        let (to, resource, key, text) = match &delivery.act {
            Act::Text { to, text } => (to, "Messages.json", "Body", text.plain().chars().take(LONGEST).collect()),
            Act::Call { to, text, language } => (to, "Calls.json", "Twiml", spoken(&text.plain(), *language)),
            _ => return Outcome::Permanent { reason: "it is for no telephone".to_owned() },
        };
        let [number] = to.sent() else {
            return Outcome::Permanent { reason: "there is no number, or not one alone".to_owned() };
        };
        let token = match self.settings.token.read() {
            Ok(token) => token,
            Err(error) => return Outcome::Permanent { reason: error.to_string() },
        };
        let Settings { api, account, from, .. } = &self.settings;
        let url = format!("{}/2010-04-01/Accounts/{account}/{resource}", api.as_str().trim_end_matches('/'));
        let form = [("To", dialled(number)), ("From", from.clone()), (key, text)];
        // A redirect would take the token along, and a proxy of the surroundings is nobody's choice.
        let client = Client::builder().timeout(PATIENCE).redirect(Policy::none()).no_proxy().build();
        let client = match client {
            Ok(client) => client,
            Err(error) => return Outcome::Permanent { reason: error.to_string() },
        };
        let asked = client.post(url).basic_auth(account, Some(token.expose_secret())).form(&form).send().await;
        match asked {
            Ok(response) => judge(response).await,
            // The text of the error names the address, which holds the account, and no token.
            Err(error) => Outcome::Retry { after: None, reason: error.without_url().to_string() },
        }
    }
}

impl Channel for Telephone {
    fn name(&self) -> &'static str {
        "telephone"
    }

    fn carries(&self, act: &Act) -> bool {
        matches!(act, Act::Text { .. } | Act::Call { .. })
    }

    fn lane(&self, delivery: &Delivery) -> String {
        // One for each: a number that is put off holds up no other.
        format!("telephone {}", delivery.effect)
    }

    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a> {
        Box::pin(self.send(delivery))
    }
}

/// What an answer of the provider means. One that refuses the account refuses every page: the next channel follows at once.
async fn judge(response: Response) -> Outcome {
    let status = response.status();
    if status.is_success() {
        return Outcome::Delivered;
    }
    let after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    let after = after.map(Duration::from_secs);
    // What the provider says may hold the number; it stays in the outbox and the operator's log.
    let said: String = response.text().await.unwrap_or_default().chars().take(300).collect();
    let reason = format!("{status}: {said}");
    if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::REQUEST_TIMEOUT || status.is_server_error() {
        Outcome::Retry { after, reason }
    } else {
        Outcome::Permanent { reason }
    }
}

/// As the provider's voice is to say it, twice: whoever wakes up misses the first words.
fn spoken(text: &str, language: Language) -> String {
    let voice = match language {
        Language::Nl => "nl-NL",
        Language::En => "en-GB",
    };
    let escaped: String = text
        .chars()
        .filter(|letter| !letter.is_control() || letter.is_whitespace())
        .map(|letter| match letter {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            letter => letter.to_string(),
        })
        .collect();
    format!("<Response><Say language=\"{voice}\" loop=\"2\">{escaped}</Say></Response>")
}
