//! The list of every rule. What a rule is and what it sees is in `crate::rule`; rules know a note and its house, nothing of settings or output.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What rules say their findings with.
pub(crate) use crate::finding::{Edit, Finding, Findings, Fix, Level, Safety};
pub(crate) use crate::rule::rule;
pub use crate::rule::{Check, Context, FixKind, Group, OptionSpec, Passage, Rule};
pub(crate) use crate::source::Span;

// Header
mod banner_mismatch;
mod byline_form;
mod field_order;
mod field_value;
mod future_date;
mod header_disagreement;
mod long_title;
mod malformed_front_matter;
mod malformed_number_line;
mod missing_byline;
mod missing_date;
mod missing_field;
mod missing_number_line;
mod missing_title;
mod publishing_weekday;
mod stray_text;
mod title_final_stop;
mod title_shape;
mod unassigned_number;
mod unknown_author;
mod unknown_field;
// Sections
mod duplicate_section;
mod empty_section;
mod missing_section;
mod missing_words;
mod section_heading_wording;
mod section_order;
mod unknown_section;
// Points
mod long_lead_phrase;
mod ordinal_form;
mod ordinal_sequence;
mod point_without_elaboration;
mod points_count;
mod unnumbered_section;
// Events and dates
mod ambiguous_date;
mod date_form;
mod date_padding;
mod event_after_publication;
mod impossible_date;
mod impossible_range;
mod misspelt_month;
mod mixed_chronology;
mod redundant_year;
mod relative_date;
mod repeated_date;
mod same_day_without_date;
mod stale_event;
mod undated_opening;
mod weekday_mismatch;
// Series
mod date_number_order;
mod duplicate_number;
mod duplicate_title;
mod file_name_mismatch;
mod listing_mismatch;
mod number_gap;
mod number_not_next;
mod unresolved_reference;
mod volume_issue_offset;
// Prose
mod acronym_introduced_twice;
mod acronym_variant;
mod double_space;
mod doubled_word;
mod duplicate_paragraph;
mod furniture;
mod glued_word;
mod invisible_character;
mod leftover_text;
mod mixed_quotes;
mod mojibake;
mod name_variant;
mod number_grouping;
mod repeated_mark;
mod speech_mark;
mod trailing_whitespace;
mod unbalanced_brackets;
mod unbalanced_quotes;
mod unclosed_block;
mod undefined_acronym;
mod unended_paragraph;
// Desk
mod ignore_without_reason;
mod internal_error;
mod invalid_house;
mod invalid_settings;
mod malformed_ignore;
mod unknown_rule;
mod unreadable_file;
mod unrecognised_draft;
mod unused_ignore;

/// Every rule, in the order they are listed: by group, then as the house format is read.
pub static ALL: &[&Rule] = &[
    // Header
    &missing_number_line::RULE,
    &malformed_number_line::RULE,
    &unassigned_number::RULE,
    &missing_date::RULE,
    &missing_title::RULE,
    &missing_byline::RULE,
    &banner_mismatch::RULE,
    &long_title::RULE,
    &title_shape::RULE,
    &title_final_stop::RULE,
    &byline_form::RULE,
    &unknown_author::RULE,
    &publishing_weekday::RULE,
    &stray_text::RULE,
    &future_date::RULE,
    &missing_field::RULE,
    &field_value::RULE,
    &unknown_field::RULE,
    &field_order::RULE,
    &header_disagreement::RULE,
    &malformed_front_matter::RULE,
    // Sections
    &missing_section::RULE,
    &section_order::RULE,
    &duplicate_section::RULE,
    &empty_section::RULE,
    &missing_words::RULE,
    &section_heading_wording::RULE,
    &unknown_section::RULE,
    // Points
    &unnumbered_section::RULE,
    &ordinal_sequence::RULE,
    &ordinal_form::RULE,
    &points_count::RULE,
    &point_without_elaboration::RULE,
    &long_lead_phrase::RULE,
    // Events and dates
    &undated_opening::RULE,
    &event_after_publication::RULE,
    &stale_event::RULE,
    &mixed_chronology::RULE,
    &same_day_without_date::RULE,
    &repeated_date::RULE,
    &relative_date::RULE,
    &impossible_date::RULE,
    &weekday_mismatch::RULE,
    &ambiguous_date::RULE,
    &date_form::RULE,
    &date_padding::RULE,
    &misspelt_month::RULE,
    &impossible_range::RULE,
    &redundant_year::RULE,
    // Series
    &duplicate_number::RULE,
    &number_gap::RULE,
    &number_not_next::RULE,
    &date_number_order::RULE,
    &volume_issue_offset::RULE,
    &duplicate_title::RULE,
    &file_name_mismatch::RULE,
    &listing_mismatch::RULE,
    &unresolved_reference::RULE,
    // Prose
    &leftover_text::RULE,
    &mojibake::RULE,
    &doubled_word::RULE,
    &glued_word::RULE,
    &repeated_mark::RULE,
    &double_space::RULE,
    &duplicate_paragraph::RULE,
    &unbalanced_brackets::RULE,
    &unbalanced_quotes::RULE,
    &mixed_quotes::RULE,
    &speech_mark::RULE,
    &undefined_acronym::RULE,
    &acronym_introduced_twice::RULE,
    &acronym_variant::RULE,
    &name_variant::RULE,
    &number_grouping::RULE,
    &unended_paragraph::RULE,
    &unclosed_block::RULE,
    &invisible_character::RULE,
    &trailing_whitespace::RULE,
    &furniture::RULE,
    // Desk
    &unreadable_file::RULE,
    &invalid_settings::RULE,
    &invalid_house::RULE,
    &internal_error::RULE,
    &unrecognised_draft::RULE,
    &unused_ignore::RULE,
    &ignore_without_reason::RULE,
    &malformed_ignore::RULE,
    &unknown_rule::RULE,
];

/// The rule of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    place_of(id).map(|place| ALL[place])
}

/// Where in [`ALL`] the rule of that id stands.
pub fn place_of(id: &str) -> Option<usize> {
    static PLACES: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| ALL.iter().zip(0..).map(|(rule, place)| (rule.id, place)).collect());
    PLACES.get(id).copied()
}
