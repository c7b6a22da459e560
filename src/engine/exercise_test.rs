//! Whatever an exercise makes the bot do, nothing of it reaches a real address.

use super::{
    core::Product,
    port::Act,
    words::{Speaker, message_id},
};
use crate::{
    domain::{
        chase::ChaseKind,
        ids::TextId,
        line::Line,
        message::{Effect, Message, Slot},
        reach::{Channel, Reach},
        state::State,
        time::Timestamp,
    },
    settings::{Source, load},
    store::{codec::Body, row::EffectRow},
    text::Texts,
};

struct Nothing;

impl Texts for Nothing {
    fn content(&self, _: &TextId) -> Option<std::sync::Arc<str>> {
        None
    }
}

fn reach(channel: Channel) -> Effect {
    let reach = Reach { kind: ChaseKind::Ping, person: "ccvo.wacht1".into(), channel };
    let message = Message::of(Line::StorageWorks {});
    Effect::Reach { reach, message }
}

fn over(channel: Channel) -> Option<Effect> {
    let Effect::Reach { reach, message } = reach(channel) else { return None };
    Some(Effect::ReachOver { reach, message })
}

/// The variant after this one; a new variant does not compile until it stands here.
fn after(effect: Option<&Effect>) -> Option<Effect> {
    let (room, message) = (|| "ccvo".into(), || Message::of(Line::StorageWorks {}));
    match effect {
        None => Some(Effect::quiet(room(), message())),
        Some(Effect::Post { .. }) => Some(Effect::Edit { room: room(), slot: Slot::Question, message: message() }),
        Some(Effect::Edit { .. }) => Some(Effect::Pin { room: room(), slot: Slot::Question }),
        Some(Effect::Pin { .. }) => Some(Effect::OpenRoom { room: room(), members: Vec::new() }),
        Some(Effect::OpenRoom { .. }) => Some(Effect::ArchiveRoom { room: room() }),
        Some(Effect::ArchiveRoom { .. }) => {
            Some(Effect::MailCcvo { subject: Line::StorageWorks {}, message: message() })
        }
        Some(Effect::MailCcvo { .. }) => Some(reach(Channel::Mail)),
        Some(Effect::Reach { reach: Reach { channel: Channel::Mail, .. }, .. }) => Some(reach(Channel::Sms)),
        Some(Effect::Reach { reach: Reach { channel: Channel::Sms, .. }, .. }) => Some(reach(Channel::Phone)),
        Some(Effect::Reach { reach: Reach { channel: Channel::Phone, .. }, .. }) => Some(reach(Channel::Webhook)),
        Some(Effect::Reach { reach: Reach { channel: Channel::Webhook, .. }, .. }) => over(Channel::Mail),
        Some(Effect::ReachOver { reach: Reach { channel: Channel::Mail, .. }, .. }) => over(Channel::Sms),
        Some(Effect::ReachOver { reach: Reach { channel: Channel::Sms, .. }, .. }) => over(Channel::Webhook),
        Some(Effect::ReachOver { .. }) => None,
    }
}

#[test]
fn no_effect_of_an_exercise_reaches_a_real_address() {
    let mut organisation = load(Source::Embedded).unwrap().organisation;
    organisation.demo = false;
    let (core, state) = (Product::embedded().unwrap(), State::default());
    for named in [vec![], vec!["voor een oefening".to_owned()]] {
        organisation.exercise_mail.clone_from(&named);
        organisation.exercise_phone.clone_from(&named);
        organisation.exercise_webhook.clone_from(&named);
        for effect in std::iter::successors(after(None), |effect| after(Some(effect))) {
            let speaker =
                Speaker { core: &core, organisation: &organisation, state: &state, texts: &Nothing, now: Timestamp(0) };
            let body = Body::Effect(effect);
            let (kind, v, form) = body.write().unwrap();
            let row = EffectRow {
                seq: 2,
                id: "x.1.2".to_owned(),
                at: 0,
                incident: None,
                exercise: true,
                urgent: false,
                target: Some(1),
                room: None,
                kind,
                v,
                body: form,
                rendered: None,
                answers: None,
                aside: false,
            };
            let rendered = speaker.render(&row, &body);
            let delivery = speaker.delivery(&row, &body, rendered).unwrap();
            if matches!(delivery.act, Act::Mail { .. } | Act::Text { .. } | Act::Call { .. } | Act::Webhook { .. }) {
                let shown = delivery.shown();
                assert_eq!(shown.is_some(), named.is_empty(), "shown where nobody is sent it, and only there");
                let said = shown.map(|shown| match shown.act {
                    Act::Post { text, mentions, .. } => (text.plain().starts_with("OEFENING"), mentions),
                    other => panic!("{other:?}"),
                });
                assert!(said.is_none_or(|(marked, mentions)| marked && mentions.is_empty()));
            }
            assert!(delivery.exercise);
            match delivery.act {
                Act::Post { text, .. } | Act::Edit { text, .. } => assert!(text.plain().starts_with("OEFENING")),
                Act::OpenRoom { name, .. } => assert!(name.starts_with("OEFENING")),
                Act::Pin { target, .. } => assert_eq!(target, message_id(1)),
                Act::ArchiveRoom { .. } => {}
                Act::Mail { to, subject, text } => {
                    assert!(subject.starts_with("OEFENING") && text.plain().starts_with("OEFENING"));
                    assert_eq!(to.sent(), named);
                }
                Act::Text { to, text, .. } | Act::Call { to, text, .. } | Act::Webhook { to, text, .. } => {
                    assert!(text.plain().starts_with("OEFENING"));
                    assert_eq!(to.sent(), named);
                }
            }
        }
    }
}
