use super::*;

fn parsed(line: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(line.split_whitespace())
}

#[test]
fn the_definition_holds_together() {
    Cli::command().debug_assert();
}

#[test]
fn folders_and_language_stand_before_or_after_the_command() {
    for line in ["noodklok --config c --data d --language en check", "noodklok check --config c --data d --language en"]
    {
        let cli = parsed(line).unwrap();
        assert_eq!(cli.common.config, Some("c".into()));
        assert_eq!(cli.common.data, Some("d".into()));
        assert!(matches!(cli.common.language, Some(Tongue::En)));
    }
    assert!(parsed("noodklok").unwrap().command.is_none());
}

#[test]
fn clocks() {
    let clock = |text: &str| match parsed(&format!("noodklok console --clock {text}")).unwrap().command {
        Some(Command::Console(ConsoleArgs { clock, .. })) => clock,
        other => panic!("{other:?}"),
    };
    assert!(matches!(clock("real"), ChosenClock::Real));
    assert!(matches!(clock("simulated"), ChosenClock::Simulated(None)));
    let start = crate::platform::clock::SIMULATED_START;
    assert!(matches!(clock("simulated=2026-11-23T14:30:00+01:00"), ChosenClock::Simulated(Some(at)) if at == start));
    for wrong in ["simulated=", "simulated=14:30", "fast", "real=1"] {
        assert!(parsed(&format!("noodklok console --clock {wrong}")).is_err(), "{wrong}");
    }
}

#[test]
fn wrong_usage_ends_with_two() {
    for wrong in ["noodklok nonsense", "noodklok console --nonsense", "noodklok completions", "noodklok --language fr"]
    {
        assert_eq!(parsed(wrong).unwrap_err().exit_code(), 2, "{wrong}");
    }
}
