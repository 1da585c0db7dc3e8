//! How many of the drawn pictures are read. All of them, beside zxing-cpp, are in the table of
//! `cargo xtask bench`; here are those that the reader before this one failed on.

use super::pictures::{Picture, cards, invitations, shade};

fn read(pictures: impl IntoIterator<Item = Picture>) -> (usize, usize) {
    let (mut right, mut all) = (0, 0);
    for picture in pictures {
        let frame = picture.frame();
        let text = passamano_codes::read(&frame.grey, frame.width, frame.height);
        if let Some(text) = &text {
            assert_eq!(*text, picture.text, "never another text");
        }
        right += usize::from(text.is_some());
        all += 1;
    }
    (right, all)
}

fn of(group: &str) -> (usize, usize) {
    read(cards().into_iter().filter(|picture| picture.group == group))
}

#[test]
fn a_card_half_in_shade_is_read() {
    let hard = shade().into_iter().filter(|picture| {
        picture.scene.shade.is_some_and(|shade| shade.light == 0.5 && shade.edge <= 20.0)
    });
    assert_eq!(read(hard.step_by(3)), (16, 16));
    assert_eq!(of("half in shade, light % 50"), (8, 8));
}

#[test]
fn small_blurred_pale_latin_and_inverted_cards_are_read() {
    for (group, least) in [
        ("size px 80", 8),
        ("blur px 4", 8),
        ("contrast % 20", 8),
        ("Latin-1", 10),
        ("inverted", 10),
        ("all a little", 15),
    ] {
        let (right, all) = of(group);
        assert!(right >= least, "{group}: {right} of {all}");
    }
}

#[test]
fn an_invitation_on_a_screen_is_read() {
    let (right, all) = read(invitations().into_iter().step_by(6));
    assert!(all == 24 && right >= 22, "{right} of {all}");
}
