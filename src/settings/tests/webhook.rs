//! `[webhook]`, and the addresses of people's pagers.

use secrecy::ExposeSecret as _;

use super::Copy;
use crate::domain::reach::Channel;

const SECRET: &str = "whsec_bm9vZGtsb2stbm9vZGtsb2stbm9vZGtsb2s=";

fn table(lines: &str, secret: &str) -> Copy {
    Copy::new().append("noodklok.toml", &format!("\n[webhook]\n{lines}\n")).secret("secret", secret, 0o600)
}

#[test]
fn a_secret_is_one_of_the_standard_and_hosts_inside_are_named() {
    let copy =
        table("secret_file = \"secret\"\nallow = [\"Pager.intern:8443\", \"10.0.0.7:443\", \"[fd00::1]:443\"]", SECRET);
    assert_eq!(copy.of_the_table(), Vec::<String>::new());
    let webhook = copy.load().unwrap().webhook.unwrap();
    assert_eq!(webhook.allow, ["pager.intern:8443", "10.0.0.7:443", "[fd00::1]:443"]);
    assert!(webhook.key(&"https://pager.intern:8443/".parse().unwrap()).unwrap().is_some());
    for wrong in ["geheim", "whsec_", "whsec_a2xlaW4=", "bm9vZGtsb2stbm9vZGtsb2stbm9vZGtsb2s="] {
        let says = table("secret_file = \"secret\"", wrong).of_the_table();
        assert!(says.len() == 1 && says[0].contains("no secret for webhooks"), "{wrong}: {says:#?}");
        assert!(wrong == "whsec_" || !says[0].contains(wrong), "it is not repeated: {says:#?}");
    }
    for wrong in ["https://pager.intern", "een twee:1", "a@b:1", "pager.intern:99999", ""] {
        let says = table(&format!("secret_file = \"secret\"\nallow = [{wrong:?}]"), SECRET).of_the_table();
        assert!(says.len() == 1 && says[0].starts_with("noodklok.toml"), "{wrong}: {says:#?}");
    }
    assert!(table("", SECRET).says().iter().any(|line| line.contains("secret_file")));
}

#[test]
fn a_receiver_may_have_a_secret_of_its_own() {
    const OWN: &str = "whsec_cGFnZXItcGFnZXItcGFnZXItcGFnZXItcGFnZXI=";
    let receiver = |lines: &str| {
        table(&format!("secret_file = \"secret\"\n[[webhook.receiver]]\n{lines}"), SECRET).secret("own", OWN, 0o600)
    };
    let copy = receiver("at = \"Pager.buiten.be:443\"\nsecret_file = \"own\"");
    assert_eq!(copy.of_the_table(), Vec::<String>::new());
    let webhook = copy.load().unwrap().webhook.unwrap();
    let key = |address: &str| {
        let key = webhook.key(&address.parse().unwrap()).unwrap().unwrap();
        key.expose_secret().to_vec()
    };
    assert_eq!(key("https://pager.buiten.be/een?key=2"), b"pager-pager-pager-pager-pager");
    assert_eq!(key("https://pager.buiten.be:8443/"), b"noodklok-noodklok-noodklok");
    for wrong in ["at = \"pager.be:443\"", "secret_file = \"own\"", "at = \"https://a/\"\nsecret_file = \"own\""] {
        assert!(!receiver(wrong).of_the_table().is_empty(), "{wrong}");
    }
}

#[test]
fn a_pager_is_told_where_nobody_reads_along() {
    let with = |address: &str| {
        let lines = format!("webhook = {address:?}\nchannels = [\"webhook\"]");
        let allowed = "secret_file = \"secret\"\nallow = [\"127.0.0.1:8080\", \"localhost:8080\", \"10.0.0.7:443\"]";
        table(allowed, SECRET).at("noord.voorzitter", &lines)
    };
    for right in [
        "https://pager.organisatie.be/noord?key=1",
        "http://127.0.0.1:8080/",
        "http://localhost:8080/",
        "https://10.0.0.7/",
        "https://1.1.1.1/",
    ] {
        let copy = with(right);
        assert_eq!(copy.of_the_table(), Vec::<String>::new(), "{right}");
        let person = copy.load().unwrap().organisation.people[&"noord.voorzitter".into()].clone();
        assert_eq!((person.webhook.as_deref(), person.channels), (Some(right), vec![Channel::Webhook]));
    }
    for wrong in ["http://pager.organisatie.be/", "https://een:geheim@pager.be/", "ftp://pager.be/", "pager"] {
        let says = with(wrong).of_the_table();
        assert!(says.iter().any(|line| line.contains("not a safe address for a webhook")), "{wrong}: {says:#?}");
        assert!(!says.iter().any(|line| line.contains("geheim")), "it is not repeated: {says:#?}");
    }
    // What would be told nothing when it counts; a name is looked up only then.
    for inside in
        ["http://127.0.0.1:9999/", "https://localhost/", "https://10.0.0.7:8443/", "https://[fd00::1]/x?key=geheim"]
    {
        let says = with(inside).of_the_table();
        assert!(says.len() == 1 && says[0].contains("`allow` in [webhook] does not name it"), "{inside}: {says:#?}");
        assert!(!says[0].contains("geheim"), "{says:#?}");
    }
    let drill = "[exercise]\nwebhook = [\"https://192.168.1.4/\"]\n\n[[entity]]";
    let says = table("secret_file = \"secret\"", SECRET).with("organisation.toml", "[[entity]]", drill).of_the_table();
    assert!(says.len() == 1 && says[0].contains("192.168.1.4:443"), "{says:#?}");
    let without = Copy::new().at("noord.voorzitter", "channels = [\"webhook\"]").says();
    assert!(without.iter().any(|line| line.contains("has no `webhook`")), "{without:#?}");
    let told = Copy::new().at("noord.voorzitter", "webhook = \"https://pager.be/\"\nchannels = [\"webhook\"]").load();
    let warnings = told.unwrap().warnings;
    assert!(warnings.iter().any(|warning| warning.to_string().contains("[webhook]")), "{warnings:#?}");
}
