//! What people and the bot do with each other, from the first letter to the answer.

use serenity::all::{
    ActionRowComponent, AutocompleteChoice, ButtonStyle, CommandOptionType, CreateActionRow,
    CreateAutocompleteResponse, CreateButton, CreateCommand, CreateCommandOption, CreateEmbed, CreateInputText,
    CreateInteractionResponse, CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage,
    CreateModal, EditInteractionResponse, GatewayIntents, InputTextStyle, Interaction,
};

use super::{
    super::{Standin, interaction::callback},
    bot::{Bot, channel},
};

fn commands() -> Vec<CreateCommand> {
    let text = CreateCommandOption::new(CommandOptionType::String, "text", "Wat er is").name_localized("nl", "tekst");
    let level = CreateCommandOption::new(CommandOptionType::Integer, "level", "Niveau").add_int_choice("een", 1);
    let of = CreateCommandOption::new(CommandOptionType::String, "incident", "Welk").set_autocomplete(true);
    let who = CreateCommandOption::new(CommandOptionType::User, "who", "Wie");
    let report = CreateCommandOption::new(CommandOptionType::SubCommand, "report", "Meld")
        .add_sub_option(text)
        .add_sub_option(level)
        .add_sub_option(who);
    let log = CreateCommandOption::new(CommandOptionType::SubCommand, "log", "Log").add_sub_option(of);
    vec![
        CreateCommand::new("incident").description("Incidenten").add_option(report).add_option(log),
        CreateCommand::new("Meld als incident").kind(serenity::all::CommandType::Message),
    ]
}

fn stage() -> (Standin, Bot, u64) {
    let discord = Standin::start();
    discord.person("noord.melder", 9012);
    discord.person("noord.kernlid1", 9013);
    let room = discord.text_channel("meldingen-noord");
    let bot = Bot::start(&discord, GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES);
    bot.registers(&discord, commands());
    (discord, bot, room)
}

#[test]
fn a_command_is_deferred_and_then_answered() {
    let (discord, bot, room) = stage();
    let options = [("text", "Brand in de kelder"), ("level", "een"), ("who", "noord.kernlid1")];
    let asked = discord.slash("noord.melder", room, "incident report", &options);
    let Interaction::Command(command) = bot.interaction() else { panic!("a command") };
    assert_eq!((command.data.name.as_str(), command.locale.as_str()), ("incident", "nl"));
    assert_eq!(command.member.as_ref().map(|member| member.user.id.get()), Some(9012));
    let inner = command.data.options();
    let serenity::all::ResolvedValue::SubCommand(given) = &inner[0].value else { panic!("a subcommand") };
    assert!(matches!(given[0].value, serenity::all::ResolvedValue::String("Brand in de kelder")));
    assert!(matches!(given[1].value, serenity::all::ResolvedValue::Integer(1)));
    assert!(matches!(given[2].value, serenity::all::ResolvedValue::User(user, _) if user.id == 9013));
    bot.asks(command.defer(&bot.http)).expect("it is in time");
    assert_eq!(discord.acknowledged(&asked).kind, callback::DEFERRED);
    assert!(discord.messages(room)[0].is_loading());
    let press = CreateButton::new("ack:1").label("Ik kom").style(ButtonStyle::Success);
    let answer = EditInteractionResponse::new()
        .content("Vastgelegd <@9013>")
        .embed(CreateEmbed::new().title("INC-2026-0001"))
        .components(vec![CreateActionRow::Buttons(vec![press])]);
    bot.asks(command.edit_response(&bot.http, answer)).expect("an edit");
    let answer = discord.answer_to(&asked);
    assert!(answer.says(&["Vastgelegd", "INC-2026-0001"]), "{answer}");
    assert!(discord.notified(answer.id).is_empty(), "the edit of a deferred answer rings nowhere");
    assert_eq!(answer.mentions.users.len(), 1);
    let follow = CreateInteractionResponseFollowup::new().content("en <@9013>");
    bot.asks(command.create_followup(&bot.http, follow)).expect("a further message");
    assert_eq!(discord.notified(discord.followups(&asked)[0].id).into_iter().collect::<Vec<_>>(), ["noord.kernlid1"]);
    let pressed = discord.press("noord.kernlid1", answer.id, "Ik kom");
    let Interaction::Component(component) = bot.interaction() else { panic!("a button") };
    assert_eq!((component.data.custom_id.as_str(), component.message.id.get()), ("ack:1", answer.id));
    let update = CreateInteractionResponseMessage::new().content("Vastgelegd; kernlid1 komt").components(Vec::new());
    bot.asks(component.create_response(&bot.http, CreateInteractionResponse::UpdateMessage(update))).expect("in time");
    assert_eq!(discord.acknowledged(&pressed).kind, callback::UPDATE);
    assert!(discord.message(answer.id).buttons().is_empty());
    discord.press_old("noord.melder", answer.id, "ack:0");
    let Interaction::Component(old) = bot.interaction() else { panic!("a button") };
    assert_eq!(old.data.custom_id, "ack:0");
    drop(bot);
    discord.close();
}

#[test]
fn a_form_is_opened_and_filled_in() {
    let (discord, bot, room) = stage();
    let asked = discord.slash("noord.melder", room, "incident report", &[]);
    let Interaction::Command(command) = bot.interaction() else { panic!("a command") };
    let text = CreateInputText::new(InputTextStyle::Paragraph, "Wat is er?", "text").max_length(100);
    let form = CreateModal::new("report", "Melden").components(vec![CreateActionRow::InputText(text)]);
    bot.asks(command.create_response(&bot.http, CreateInteractionResponse::Modal(form))).expect("in time");
    let filled = discord.submit_modal("noord.melder", &asked, &[("text", "Brand")]);
    let Interaction::Modal(modal) = bot.interaction() else { panic!("a form") };
    let ActionRowComponent::InputText(input) = &modal.data.components[0].components[0] else { panic!("a field") };
    assert_eq!((modal.data.custom_id.as_str(), input.value.as_deref()), ("report", Some("Brand")));
    let answer = CreateInteractionResponseMessage::new().content("Alleen voor u").ephemeral(true);
    bot.asks(modal.create_response(&bot.http, CreateInteractionResponse::Message(answer))).expect("in time");
    assert!(discord.answer_to(&filled).is_ephemeral());
    assert!(discord.messages(room).is_empty(), "nobody else sees it");
    assert!(discord.hears("noord.melder", room, &["Alleen"]).is_ephemeral());
    drop(bot);
    discord.close();
}

#[test]
fn choices_come_while_somebody_types() {
    let (discord, bot, room) = stage();
    let choices = std::thread::scope(|scope| {
        let typed = scope
            .spawn(|| discord.autocomplete("noord.melder", room, "incident log", &[("incident", "INC")], "incident"));
        let Interaction::Autocomplete(asked) = bot.interaction() else { panic!("somebody types") };
        assert_eq!(asked.data.autocomplete().map(|option| option.value), Some("INC"));
        let choice = AutocompleteChoice::new("INC-2026-0001 Brand", "INC-2026-0001");
        let answer = CreateAutocompleteResponse::new().set_choices(vec![choice]);
        bot.asks(asked.create_response(&bot.http, CreateInteractionResponse::Autocomplete(answer))).expect("in time");
        typed.join().expect("no panic")
    });
    assert_eq!((choices[0].name.as_str(), choices[0].value.as_str()), ("INC-2026-0001 Brand", Some("INC-2026-0001")));
    drop(bot);
    discord.close();
}

#[test]
fn a_message_has_a_menu_and_its_text_is_for_those_who_may_read() {
    let (discord, bot, room) = stage();
    let said = discord.say("noord.melder", room, "Er is rook");
    let blind = bot.until("a message", |book| book.messages.pop());
    assert_eq!((blind.id.get(), blind.content.as_str()), (said, ""), "without the intent nothing can be read");
    discord.say("noord.melder", room, "<@1000> status");
    assert_eq!(bot.until("a message", |book| book.messages.pop()).content, "<@1000> status");
    discord.context_menu("noord.kernlid1", said, "Meld als incident");
    let Interaction::Command(command) = bot.interaction() else { panic!("a command") };
    let target = command.data.target().expect("a message");
    assert!(matches!(target, serenity::all::ResolvedTarget::Message(message) if message.content == "Er is rook"));
    let sent = bot
        .asks(channel(room).send_message(&bot.http, CreateMessage::new().content("Gezien").reference_message(&blind)));
    assert_eq!(sent.expect("sent").referenced_message.map(|message| message.id.get()), Some(said));
    drop(bot);
    discord.close();
}
