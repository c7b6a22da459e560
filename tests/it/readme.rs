//! The README shows a conversation as it really prints.

use std::{fs, path::Path};

use crate::world::World;

#[test]
fn the_conversation_of_the_readme_is_what_prints() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md");
    let block = readme.split("```conversation\n").nth(1).expect("a conversation");
    let block = block.split("```").next().expect("its end");
    let mut world = World::new();
    let mut printed: Vec<String> = Vec::new();
    let mut shown = 0;
    for line in block.lines() {
        let (who, what) = line.split_at(15);
        if who.trim() == "noord.melder" {
            let outputs = world.say("noord.melder", "meldingen-noord", what);
            printed = outputs.iter().flat_map(|output| output.text().lines().map(str::to_owned)).collect();
            continue;
        }
        assert!(
            printed.iter().any(|known| known == what),
            "the README shows {what:?}, and what prints is {printed:#?}"
        );
        shown += 1;
    }
    assert!(shown >= 8, "a conversation of {shown} lines is none");
    world.close();
}
