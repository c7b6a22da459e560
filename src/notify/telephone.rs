//! Text messages and automated calls through an HTTP API with the two calls of Twilio's that are needed, so that a provider
//! or a gateway of one's own serves. Neither has a key that keeps a repetition away: what is repeated because the answer was
//! lost rings twice, which is better than never.

use std::{
    collections::HashSet,
    sync::{Mutex, OnceLock, PoisonError},
    time::Duration,
};

use http_client::{Client, Error, Response, StatusCode, redirect::Policy};
use secrecy::ExposeSecret as _;

use super::answered;
use crate::{
    domain::{answering::Asks, line::Line, organisation::Language, words::Verbatim},
    engine::port::{Act, Attempt, Channel, Delivery, Gate, Outcome},
    platform::{
        answering::{Answering, by_key, by_text},
        finding::{Check, with_causes},
        twiml,
        words::Words,
    },
    settings::telephone::{Telephone as Settings, dialled},
};

/// How long the provider may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How many requests are under way at once: a thousand are taken in two seconds by a provider that takes a fifth of one for
/// each, and most of the 1,024 files that many a system lets a process open are left to everything else.
const AT_ONCE: usize = 100;
/// The longest text of a message: ten parts of 153 characters.
const LONGEST: usize = 1_530;

/// Where messages and calls go out.
pub struct Telephone {
    settings: Settings,
    words: Words,
    answering: Option<Answering>,
    /// Made once: it keeps connections, and reading what the system trusts takes long.
    client: OnceLock<Client>,
    /// Effects of which nobody knows whether the provider took them.
    unsure: Mutex<HashSet<String>>,
}

impl Telephone {
    /// With this provider. The token is read when it is needed, so that a new one needs no restart.
    #[must_use]
    pub fn new(settings: Settings, words: Words) -> Self {
        Self { settings, words, answering: None, client: OnceLock::new(), unsure: Mutex::default() }
    }

    /// Whoever is called can answer by text or key.
    #[must_use]
    pub fn answering(mut self, answering: Option<Answering>) -> Self {
        self.answering = answering;
        self
    }

    /// Whether the provider is there and takes the account. Nobody is called.
    pub async fn examine(&self) -> Check {
        let provider = Verbatim(self.settings.api.host_str().unwrap_or_default().to_owned());
        let asked = async {
            let token = self.settings.token.read().map_err(|error| error.to_string())?;
            let Settings { api, account, .. } = &self.settings;
            let url = format!("{}/2010-04-01/Accounts/{account}.json", api.as_str().trim_end_matches('/'));
            let client = self.client().map_err(|error| error.to_string())?;
            let answer = client.get(url).basic_auth(account, Some(token.expose_secret())).send().await;
            Ok::<_, String>(answer.map_err(|error| with_causes(&error.without_url()))?.status())
        };
        match asked.await {
            Ok(status) if status.is_success() => Check::fine(Line::DoctorTelephone { provider }),
            // A gateway of one's own needs no more than messages and calls.
            Ok(StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED) => {
                Check::warning(Line::DoctorTelephoneUnseen { provider })
            }
            Ok(status) => Check::finding(Line::DoctorTelephoneWrong { provider, reason: status.to_string() }),
            Err(reason) => Check::finding(Line::DoctorTelephoneWrong { provider, reason }),
        }
    }

    async fn send(&self, delivery: &Delivery) -> Outcome {
        let (to, resource, key, text) = match &delivery.act {
            Act::Text { to, text, language } => {
                (to, "Messages.json", "Body", self.written(delivery, &text.plain(), *language))
            }
            Act::Call { to, text, language } => {
                (to, "Calls.json", "Twiml", self.spoken(delivery, &text.plain(), *language))
            }
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
        let mut form = vec![("To", dialled(number)), ("From", from.clone()), (key, text)];
        // Taken is not heard: what nobody took up, or came nowhere, is told there.
        form.extend(self.answering.as_ref().map(|answering| ("StatusCallback", answering.status(delivery))));
        let client = match self.client() {
            Ok(client) => client,
            Err(error) => return Outcome::Permanent { reason: error.to_string() },
        };
        let asked = client.post(url).basic_auth(account, Some(token.expose_secret())).form(&form).send().await;
        let (outcome, unsure) = match asked {
            Ok(response) => {
                let unsure = response.status().is_server_error();
                (judge(response).await, unsure)
            }
            // The text of the error names the address, which holds the account, and no token.
            Err(error) => {
                let unsure = !error.is_connect();
                (Outcome::Retry { after: None, reason: with_causes(&error.without_url()) }, unsure)
            }
        };
        self.remember(&delivery.effect, &outcome, unsure);
        outcome
    }

    fn client(&self) -> Result<&Client, Error> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        // A redirect would take the token along, and a proxy of the surroundings is nobody's choice.
        let made = Client::builder().timeout(PATIENCE).redirect(Policy::none()).no_proxy().build()?;
        Ok(self.client.get_or_init(|| made))
    }

    /// What may have rung already says so when it rings again.
    fn remember(&self, effect: &str, outcome: &Outcome, unsure: bool) {
        let mut known = self.unsure.lock().unwrap_or_else(PoisonError::into_inner);
        match outcome {
            Outcome::Retry { .. } if unsure => {
                known.insert(effect.to_owned());
            }
            Outcome::Retry { .. } => {}
            _ => {
                known.remove(effect);
            }
        }
    }

    fn may_repeat(&self, delivery: &Delivery) -> bool {
        delivery.again || self.unsure.lock().unwrap_or_else(PoisonError::into_inner).contains(&delivery.effect)
    }

    /// How it can be answered, and that it may be a repeat, a line each.
    fn besides(&self, delivery: &Delivery, language: Language, how: impl Fn(&Words, &Asks) -> Line) -> String {
        let words = self.words.in_language(language);
        let asks = self.answering.as_ref().and_then(|answering| answering.asked(delivery)).and(delivery.asks.as_ref());
        let how = asks.map(|asks| how(&words, asks));
        let again = self.may_repeat(delivery).then_some(Line::AnswerMayRepeat {});
        let lines = how.into_iter().chain(again).map(|line| words.say(&line, delivery.at));
        lines.flat_map(|line| ["\n".to_owned(), line]).collect()
    }

    fn written(&self, delivery: &Delivery, text: &str, language: Language) -> String {
        let besides = self.besides(delivery, language, by_text);
        let most = LONGEST.saturating_sub(besides.chars().count());
        text.chars().take(most).chain(besides.chars()).collect()
    }

    /// As the provider's voice is to say it, twice: whoever wakes up misses the first words.
    fn spoken(&self, delivery: &Delivery, text: &str, language: Language) -> String {
        let besides = self.besides(delivery, language, by_key);
        let said = twiml::said(&format!("{text}{besides}"), language, 2);
        let keys = self.answering.as_ref().and_then(|answering| Some(answering.keys(answering.asked(delivery)?)));
        twiml::response(&keys.map_or_else(|| said.clone(), |keys| twiml::asking(&said, &keys)))
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

    fn gate(&self, _: &Delivery) -> Gate {
        Gate { name: self.name().to_owned(), at_once: AT_ONCE }
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
    let after = answered::after(response.headers());
    // What the provider says may hold the number; it stays in the outbox and the operator's log.
    let said: String = response.text().await.unwrap_or_default().chars().take(300).collect();
    answered::refused(status, after, format!("{status}: {said}"))
}
