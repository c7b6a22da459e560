use std::sync::Mutex;

use secrecy::SecretString;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

use super::*;
use crate::{
    domain::{
        ids::{EntityId, TeamId},
        rota::Rota,
        time::Timestamp,
    },
    settings::{self, Source, heartbeat::Target},
};

/// 2026-11-23T14:30:00+01:00.
struct Now;

impl Clock for Now {
    fn now(&self) -> Timestamp {
        Timestamp(1_795_440_600_000)
    }
}

#[derive(Default)]
struct Told(Mutex<Vec<&'static str>>);

impl Operator for Told {
    fn tell(&self, line: &Line) {
        self.0.lock().unwrap().push(line.name());
    }

    fn hand_over(&self, _: &Line, _: &SecretString) {
        panic!("there is no secret");
    }
}

fn of(who: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:{who}\r\nDTSTART:20261123T080000Z\r\n\
         DTEND:20261130T080000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

async fn answers(server: &MockServer, answer: ResponseTemplate) {
    server.reset().await;
    Mock::given(any()).respond_with(answer).mount(server).await;
}

fn rota(team: Option<TeamId>, entity: Option<EntityId>) -> Rota {
    Rota { id: "wacht".into(), team, entity, turns: Turns::Calendar([].into()), overrides: Vec::new() }
}

fn who(shifts: Option<Arc<[Shift]>>) -> Option<String> {
    shifts.map(|shifts| shifts.iter().map(|shift| shift.person.to_string()).collect())
}

#[tokio::test]
async fn the_last_good_copy_stays_whatever_the_address_says_and_over_a_start_without_it() {
    let (server, data, told) = (MockServer::start().await, tempfile::tempdir().unwrap(), Arc::new(Told::default()));
    let mut organisation = settings::load(Source::Embedded).unwrap().organisation;
    let rota = rota(None, Some("noord".into()));
    organisation.rotas.insert(rota.id.clone(), rota);
    let organisation = Arc::new(organisation);
    let shelf = Shelf { folder: folder(data.path()), organisation, clock: Arc::new(Now), operator: told.clone() };
    let origin = Origin::Url(Target::Url(server.uri().parse().unwrap()));
    let calendar = Calendar { rota: "wacht".into(), origin, every: Duration::from_mins(15) };
    let on_duty = |shelf: &Shelf| {
        let known = shelf.known(std::slice::from_ref(&calendar));
        known.rotas.values().next().unwrap().on_duty(Now.now()).map(ToString::to_string)
    };
    let mut reader = Reader::new(calendar.clone(), shelf.clone());

    answers(&server, ResponseTemplate::new(503)).await;
    assert_eq!((who(reader.look().await), on_duty(&shelf)), (None, None));
    answers(&server, ResponseTemplate::new(200).set_body_string(of("noord.kernlid1"))).await;
    assert_eq!(who(reader.look().await).as_deref(), Some("noord.kernlid1"));
    assert_eq!(who(reader.look().await), None, "nothing changed");
    answers(&server, ResponseTemplate::new(200).set_body_string(of("noord.kernlid2"))).await;
    assert_eq!(who(reader.look().await).as_deref(), Some("noord.kernlid2"));
    for bad in [
        ResponseTemplate::new(200).set_body_string("<html>please log in</html>"),
        ResponseTemplate::new(200).set_body_string("<html>please log in again</html>"),
        ResponseTemplate::new(200).set_body_string(of("Overleg")),
        ResponseTemplate::new(200).set_body_bytes(vec![b'x'; usize::try_from(LARGEST).unwrap() + 1]),
    ] {
        answers(&server, bad).await;
        assert_eq!(who(reader.look().await), None);
        assert_eq!(on_duty(&shelf).as_deref(), Some("noord.kernlid2"), "also after a start");
    }
    answers(&server, ResponseTemplate::new(200).set_body_string(of("noord.kernlid2"))).await;
    assert_eq!(who(reader.look().await), None);
    let told = told.0.lock().unwrap().clone();
    let expected =
        ["CalendarUnknown", "CalendarWorks", "CalendarKept", "CalendarKept", "CalendarKept", "CalendarWorks"];
    assert_eq!(told, expected, "each trouble once");
}

#[tokio::test]
async fn somebody_who_could_not_answer_for_the_crisis_centre_is_refused_also_from_an_address() {
    let (server, data, told) = (MockServer::start().await, tempfile::tempdir().unwrap(), Arc::new(Told::default()));
    let mut organisation = settings::load(Source::Embedded).unwrap().organisation;
    let rota = rota(Some("ccvo".into()), None);
    organisation.rotas.insert(rota.id.clone(), rota);
    let organisation = Arc::new(organisation);
    let shelf = Shelf { folder: folder(data.path()), organisation, clock: Arc::new(Now), operator: told.clone() };
    let origin = Origin::Url(Target::Url(server.uri().parse().unwrap()));
    let calendar = Calendar { rota: "wacht".into(), origin, every: Duration::from_mins(15) };
    let mut reader = Reader::new(calendar.clone(), shelf.clone());
    let found = async || examine(std::slice::from_ref(&calendar), &shelf).await.remove(0).line.name();
    answers(&server, ResponseTemplate::new(200).set_body_string(of("noord.kernlid1"))).await;
    assert_eq!(who(reader.look().await), None);
    assert_eq!(found().await, "DoctorCalendarWrong");
    answers(&server, ResponseTemplate::new(200).set_body_string(of("ccvo.wacht2"))).await;
    assert_eq!(found().await, "DoctorCalendar");
    assert_eq!(who(reader.look().await).as_deref(), Some("ccvo.wacht2"));
    assert_eq!(*told.0.lock().unwrap(), ["CalendarUnknown", "CalendarWorks"]);
}
