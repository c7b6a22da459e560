//! Mail over SMTP, with lettre.
//!
//! A mail that was sent twice because the connection broke before the server's answer has the same `Message-ID`, by which
//! most mail programs show it once.

use std::{
    fs,
    time::{Duration, SystemTime},
};

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
    transport::smtp::{
        self,
        authentication::Credentials,
        client::{Certificate, Tls as Encryption, TlsParameters},
    },
};
use secrecy::ExposeSecret as _;

use crate::{
    domain::{line::Line, words::Verbatim},
    engine::port::{Act, Attempt, Channel, Delivery, Gate, Outcome},
    platform::{
        answering::Answering,
        finding::{Check, with_causes},
    },
    settings::mail::{Mail as Settings, Tls},
    text::reply::Reply,
};

/// How long one step of a conversation with the server may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many conversations are held at once, at most: many servers refuse more from one client.
const AT_ONCE: usize = 8;
/// Somebody must mend the account or the certificate first; it is tried again in case they did.
const UNTIL_MENDED: Duration = Duration::from_secs(30);

/// Where mail goes out.
pub struct Mail {
    settings: Settings,
    answering: Option<Answering>,
}

/// Why a mail cannot be sent as it is, or as sending is configured.
#[derive(Debug)]
struct Unusable(String);

/// RFC 3834: whoever is away does not answer it automatically.
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Channel for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn carries(&self, act: &Act) -> bool {
        matches!(act, Act::Mail { .. })
    }

    fn lane(&self, delivery: &Delivery) -> String {
        // One for each: a server that puts one off holds up no other.
        format!("mail {}", delivery.effect)
    }

    fn gate(&self, _: &Delivery) -> Gate {
        Gate { name: self.name().to_owned(), at_once: AT_ONCE }
    }

    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a> {
        Box::pin(self.send(delivery))
    }
}

impl Mail {
    /// With this server. Secrets are read when they are needed, so that a new password needs no restart.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings, answering: None }
    }

    /// Whoever is called can answer by a link.
    #[must_use]
    pub fn answering(mut self, answering: Option<Answering>) -> Self {
        self.answering = answering;
        self
    }

    /// Whether the server is there, is who it says, and takes the account. No mail is sent.
    pub async fn examine(&self) -> Check {
        let server = Verbatim(format!("{}:{}", self.settings.server, self.settings.port));
        let asked = async {
            let transport = self.transport().map_err(|Unusable(reason)| reason)?;
            takes(&transport).await
        };
        let reason = match asked.await {
            Ok(true) => return Check::fine(Line::DoctorMail { server }),
            Ok(false) => "it greets, and takes nothing".to_owned(),
            Err(reason) => reason,
        };
        Check::finding(Line::DoctorMailWrong { server, reason })
    }

    async fn send(&self, delivery: &Delivery) -> Outcome {
        let message = match self.compose(delivery) {
            Ok(message) => message,
            Err(Unusable(reason)) => return Outcome::Permanent { reason },
        };
        let transport = match self.transport() {
            Ok(transport) => transport,
            Err(Unusable(reason)) => return Outcome::Retry { after: Some(UNTIL_MENDED), reason },
        };
        // lettre limits each step; a server that drips bytes could still hold a place for hours.
        match tokio::time::timeout(PATIENCE.saturating_mul(3), transport.send(message)).await {
            Ok(Ok(_)) => Outcome::Delivered,
            Ok(Err(error)) => match judge(&error) {
                // A server that takes nothing from anybody refuses the mail for its own sake.
                Outcome::Permanent { reason } if takes(&transport).await != Ok(true) => {
                    Outcome::Retry { after: None, reason }
                }
                outcome => outcome,
            },
            Err(_) => Outcome::Retry { after: None, reason: "the mail server takes too long".to_owned() },
        }
    }

    fn compose(&self, delivery: &Delivery) -> Result<Message, Unusable> {
        let Act::Mail { to, subject, text } = &delivery.act else {
            return Err(Unusable("it is no mail".to_owned()));
        };
        // Of an exercise that names no address there is nobody to send it to.
        if to.sent().is_empty() {
            return Err(Unusable("it is an exercise, without an address for exercises".to_owned()));
        }
        let mailbox = |address: &String| address.parse().map_err(|error| Unusable(format!("{address}: {error}")));
        let from: Mailbox = mailbox(&self.settings.from)?;
        // That of the decision, so that what is sent again is the same to the letter.
        let decided = Duration::from_millis(delivery.at.0.try_into().unwrap_or_default());
        let mut message = Message::builder()
            .message_id(Some(format!("<{}@{}>", delivery.effect, from.email.domain())))
            .from(from)
            .date(SystemTime::UNIX_EPOCH + decided)
            .subject(subject)
            .header(AutoSubmitted);
        for address in to.sent() {
            message = message.to(mailbox(address)?);
        }
        let message = message.header(ContentType::TEXT_PLAIN).body(self.body(delivery, text));
        message.map_err(|error| Unusable(error.to_string()))
    }

    /// With the link at its end, which is the same each time the mail is sent.
    fn body(&self, delivery: &Delivery, text: &Reply) -> String {
        let linked = self.answering.as_ref().and_then(|answering| {
            let link = Verbatim(answering.link(delivery)?);
            let words = answering.speaking_to(answering.asked(delivery)?);
            Some(words.say(&Line::AnswerByLink { link }, delivery.at))
        });
        linked.into_iter().fold(text.plain(), |text, linked| format!("{text}\n\n{linked}\n"))
    }

    /// A connection of its own for each mail: there are few, and a kept one that died would cost a try.
    fn transport(&self) -> Result<AsyncSmtpTransport<Tokio1Executor>, Unusable> {
        let Settings { server, port, tls, login, .. } = &self.settings;
        let encryption = match tls {
            Tls::None => Encryption::None,
            Tls::StartTls => Encryption::Required(self.tls()?),
            Tls::Implicit => Encryption::Wrapper(self.tls()?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server)
            .port(*port)
            .tls(encryption)
            .timeout(Some(PATIENCE));
        if let Some(login) = login {
            let password = login.password.read().map_err(|error| Unusable(error.to_string()))?;
            builder = builder.credentials(Credentials::new(login.user.clone(), password.expose_secret().to_owned()));
        }
        Ok(builder.build())
    }

    fn tls(&self) -> Result<TlsParameters, Unusable> {
        let mut tls = TlsParameters::builder(self.settings.server.clone());
        if let Some(path) = &self.settings.authority {
            let unusable = |reason: String| Unusable(format!("{}: {reason}", path.display()));
            let pem = fs::read(path).map_err(|error| unusable(error.to_string()))?;
            tls = tls.add_root_certificate(Certificate::from_pem(&pem).map_err(|error| unusable(error.to_string()))?);
        }
        tls.build().map_err(|error| Unusable(error.to_string()))
    }
}

/// Whether the server would take mail at all, or why nobody can tell.
async fn takes(transport: &AsyncSmtpTransport<Tokio1Executor>) -> Result<bool, String> {
    let answered = tokio::time::timeout(PATIENCE, transport.test_connection()).await;
    let answered = answered.map_err(|_| "it takes too long".to_owned())?;
    answered.map_err(|error| with_causes(&error))
}

/// What an answer of the server means for another try.
fn judge(error: &smtp::Error) -> Outcome {
    let reason = with_causes(error);
    let code = error.status().map(|code| {
        let digit = |digit: u8| u16::from(digit);
        digit(code.severity as u8) * 100 + digit(code.category as u8) * 10 + digit(code.detail as u8)
    });
    match code {
        // The account is refused, not the mail (RFC 4954): somebody must mend that, and the mail is still wanted.
        Some(530 | 534 | 535 | 538) => Outcome::Retry { after: Some(UNTIL_MENDED), reason },
        Some(500..=599) => Outcome::Permanent { reason },
        _ if error.is_tls() => Outcome::Retry { after: Some(UNTIL_MENDED), reason },
        _ => Outcome::Retry { after: None, reason },
    }
}
