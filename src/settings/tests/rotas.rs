//! Mistakes in duty rotas.

use super::*;

const ORGANISATION: &str = "organisation.toml";

/// A rota with one change, and what is said of it.
#[test]
fn rotas() {
    let rota = "\n[[rota]]\nid = \"wacht\"\nentity = \"noord\"\npeople = [\"noord.kernlid1\", \"noord.kernlid2\"]\n\
                start = \"2026-11-23T09:00\"\nevery = \"week\"\n";
    let shift = |from: &str, until: &str| {
        format!("[[rota.override]]\nfrom = \"{from}\"\nuntil = \"{until}\"\nperson = \"noord.voorzitter\"\n")
    };
    assert!(Copy::new().append(ORGANISATION, rota).load().is_ok(), "as it stands it is right");
    let day = shift("2026-12-24T18:00", "2026-12-26T09:00");
    assert!(Copy::new().append(ORGANISATION, &format!("{rota}{day}")).load().is_ok());
    let ends = rota.replace("every", "until = \"2026-12-21T09:00\"\nevery");
    let cases = [
        (rota.replace("noord.kernlid2", "noord.kernlid9"), "there is no person `noord.kernlid9`"),
        (rota.replace("\"noord.kernlid1\", \"noord.kernlid2\"", ""), "the list `people` is empty"),
        (rota.replace("entity = \"noord\"\n", ""), "this rota is of nobody"),
        (rota.replace("2026-11-23T09:00", "maandag 9 uur"), "`maandag 9 uur` is not a date and a time"),
        (rota.replace("week", "month"), "`month` is not a value of `every`. Allowed: `day`, `week`"),
        (rota.replace("every", "until = \"2026-11-01T09:00\"\nevery"), "the end is not after the beginning"),
        ([rota, &shift("2026-12-26T09:00", "2026-12-24T18:00")].concat(), "the end is not after the beginning"),
        (
            [rota, &day, &shift("2026-12-25T09:00", "2026-12-27T09:00")].concat(),
            "two overrides overlap, from 2026-12-25T09:00 to 2026-12-26T09:00",
        ),
        ([ends, day.clone()].concat(), "from 2026-12-21T09:00 to 2026-12-24T18:00 nobody is on duty"),
        ([rota, &rota.replace("wacht", "wacht2")].concat(), "this team or entity has a rota already: `wacht`"),
    ];
    for (rota, words) in cases {
        let says = Copy::new().append(ORGANISATION, &rota).says();
        assert!(says.iter().any(|line| line.contains(words)), "{words}: {says:#?}");
    }
    // The telephone and the mail of somebody on duty are taken away.
    let alone = Copy::new()
        .with(ORGANISATION, "phone = \"+32 2 000 00 14\"\nmail = \"kernlid1.noord@noodklok.invalid\"\n", "")
        .append(ORGANISATION, rota);
    let says = alone.says();
    assert!(says.iter().any(|line| line.contains("`noord.kernlid1` is on duty and has no account, mail")), "{says:#?}");
}
