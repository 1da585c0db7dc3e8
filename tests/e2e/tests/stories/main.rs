//! All user stories, and the browsers that each is told in. A story is told in all three engines
//! where what it shows is the engine's to give: storage, service worker, files, focus, camera.
//! Where it shows rules and words of ours, Chromium alone tells it.
//!
//! `cargo xtask stories [words of a name]` builds what they need and runs them.

mod accessibility;
mod back;
mod bad_input;
mod boxes;
mod correct;
mod day;
mod endpoints;
mod gaps;
mod gate;
mod households;
mod later;
mod left;
mod offline;
mod practice;
mod registers;
mod scanning;
mod stock;
mod trust;

use std::process::ExitCode;

use passamano_e2e::Engine::{self, Chromium, Firefox, WebKit};
use passamano_e2e::runner::{self, Story};

/// Names each function with its engines.
macro_rules! stories {
    ($($story:path: $engines:expr,)*) => {
        &[$(Story {
            name: stringify!($story),
            engines: $engines,
            tell: |engine| Box::pin($story(engine)),
        }),*]
    };
}

/// The longest first, so that none of them goes on alone at the end.
const STORIES: &[Story] = stories! {
    // Only Chromium says what a screen reader would be told.
    accessibility::every_screen_in_italian: &[Chromium],
    accessibility::every_screen_in_arabic: &[Chromium],
    // The whole way of a record: storage, service worker, files in and out, the exchange.
    day::two_phones_a_desk_one_hub_one_day: &Engine::ALL,
    // The service worker and what a browser keeps when it ends.
    offline::day::a_whole_day_without_signal: &Engine::ALL,
    offline::starts::a_team_starts_cold_without_signal: &Engine::ALL,
    // What keeps food back must hold wherever it is given.
    gate::the_gate_refuses_on_four_paths: &Engine::ALL,
    // Freezing a page for the back button is WebKit's.
    left::a_page_that_is_left_in_the_middle_blocks_nothing: &[WebKit],
    // Focus, the lock of the screen, storage after an end.
    gaps::what_a_day_also_needs: &Engine::ALL,
    // Keys, focus and what a key presses are the engine's.
    scanning::a_hand_scanner_is_heard_whatever_has_the_focus: &Engine::ALL,
    // Only Chromium takes a film for a camera, and prints by its own interface.
    scanning::a_card_half_in_shade_is_read_by_the_camera: &[Chromium],
    scanning::long_codes_are_whole_on_paper: &[Chromium],
    // Two phones and their exchange.
    correct::a_wrong_card_found_later_is_corrected_on_another_phone: &Engine::ALL,
    // A pack alone, over three devices, one of them without signal.
    registers::a_rumour_from_heard_to_a_card_to_pulled_back: &Engine::ALL,
    // Both have cut a transaction in two, each in its way.
    bad_input::storage::a_phone_that_does_not_answer_says_so_and_saves_once: &[Chromium, WebKit],
    // That files leave each browser and come into it, the day shows.
    endpoints::records_go_by_file_when_the_hub_never_comes_back: &[Chromium],
    // History and its events are each engine's own.
    back::a_lent_phone_never_shows_the_team: &Engine::ALL,
    back::back_goes_one_step_back: &[Chromium],
    back::what_is_half_typed_at_the_desk_is_there_again: &[Chromium],
    boxes::what_was_done_is_said_where_the_eye_is: &[Chromium],
    households::a_list_over_known_households_loses_nothing_without_a_tick: &[Chromium],
    households::a_lost_card_is_replaced_and_the_old_one_says_so: &[Chromium],
    households::a_card_that_is_not_lost_after_all_counts_again: &[Chromium],
    households::a_person_says_where_the_headers_are_and_hears_of_ages: &[Chromium],
    households::a_household_stopped_while_its_card_is_open_gets_nothing: &[Chromium],
    households::a_suspended_household_is_not_served_before_the_desk_decides: &[Chromium],
    accessibility::every_screen_in_english: &[Chromium],
    // Boxes are measured by one engine.
    boxes::every_screen_fits_five_phones_in_italian: &[Chromium],
    boxes::every_screen_fits_five_phones_in_arabic: &[Chromium],
    accessibility::every_screen_in_french: &[Chromium],
    practice::from_the_first_tap_to_the_closed_day: &[Chromium],
    gate::the_gate_leads_from_part_to_part: &[Chromium],
    gate::a_night_round_belongs_to_the_day_it_began: &[Chromium],
    correct::a_part_is_given_and_the_card_proposes_what_is_left: &[Chromium],
    correct::somebody_on_no_list_has_an_allergy: &[Chromium],
    correct::a_follow_up_code_is_given_to_one_person: &[Chromium],
    bad_input::codes::a_code_that_is_no_card_is_named_and_what_was_typed_stays: &[Chromium],
    bad_input::hubs::a_hub_that_forgot_gets_every_record_again: &[Chromium],
    bad_input::hubs::away_or_behind_a_login_page_the_hub_gets_everything_later: &[Chromium],
    bad_input::hubs::a_hub_that_has_its_team_tells_a_stranger_so: &[Chromium],
    bad_input::links::a_link_that_is_no_good_says_why_in_every_language: &[Chromium],
    bad_input::links::a_new_link_of_the_same_team_renews_the_access_of_a_phone: &[Chromium],
    bad_input::clock::a_link_that_is_over_by_a_wrong_clock_says_which_day_the_phone_has: &[Chromium],
    bad_input::clock::a_phone_in_2036_sends_and_does_not_hurt_the_others: &[Chromium],
    bad_input::clock::what_is_saved_in_2036_is_kept_and_the_date_is_asked_about: &[Chromium],
    bad_input::codes::a_file_that_is_no_picture_and_a_card_of_nobody_are_named: &[Chromium],
    bad_input::links::a_broken_link_that_is_opened_says_why_and_leaves_the_address: &[Chromium],
    bad_input::lists::a_file_that_is_no_list_says_what_it_is_and_the_list_stays: &[Chromium],
    bad_input::lists::a_formula_stays_text_in_the_list_and_in_the_file: &[Chromium],
    bad_input::lists::a_person_says_which_column_is_the_code_and_the_card_is_found: &[Chromium],
    bad_input::lists::latin_1_semicolons_bad_rows_and_long_comments_are_read: &[Chromium],
    bad_input::packs::a_damaged_pack_is_told_at_the_first_visit: &[Chromium],
    bad_input::packs::a_damaged_part_of_the_program_is_told_at_the_first_visit: &[Chromium],
    bad_input::packs::with_a_damaged_language_the_app_speaks_another_one: &[Chromium],
    bad_input::packs::without_any_language_the_rescue_page_has_its_own_words: &[Chromium],
    bad_input::storage::a_database_that_is_gone_is_told_and_what_was_sent_is_not_lost: &[Chromium],
    bad_input::storage::a_full_phone_says_so_and_saves_when_there_is_room: &[Chromium],
    bad_input::storage::a_phone_that_joins_in_its_last_moment_has_joined: &[Chromium],
    bad_input::storage::blocked_storage_says_so_and_deletes_nothing: &[Chromium],
    // Only Firefox has this setting.
    bad_input::storage::a_browser_that_may_store_nothing_says_so: &[Firefox],
    stock::a_count_in_two_places_is_one_count: &[Chromium],
    stock::a_date_is_read_or_refused_and_a_lot_has_one: &[Chromium],
    stock::goods_past_their_date_need_a_reason: &[Chromium],
    stock::a_stock_list_is_brought_in_from_a_file: &[Chromium],
    stock::a_parcel_says_what_goes_in_for_one_and_for_seven: &[Chromium],
    bad_input::words::ten_thousand_emoji_arrive_whole_at_the_desk: &[Chromium],
    offline::starts::the_sample_team_starts_cold_without_signal: &[Chromium],
    later::a_desk_lives_with_a_colleague_whose_app_is_newer: &[Chromium],
    trust::the_day_is_on_one_page_of_paper_and_names_nobody: &[Chromium],
    trust::whom_to_call_is_checked_before_any_phone_offers_it: &[Chromium],
    trust::the_recovery_file_is_asked_for_until_it_is_kept_and_once_a_month: &[Chromium],
    offline::update::an_update_that_arrives_in_part_changes_nothing: &[Chromium],
};

/// These measure time, so nothing else may use the processors.
const ALONE: &[Story] = stories! {
    trust::the_first_second_after_a_start_is_right: &[Chromium],
    bad_input::lists::a_list_of_50_000_is_taken_while_the_page_still_answers: &[Chromium],
};

fn main() -> ExitCode {
    runner::main(STORIES, ALONE)
}
