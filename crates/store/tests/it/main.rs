//! The conformance suite: every function of the store does the same on SQLite and on PostgreSQL.
//!
//! A case is a plain function of a database, in the file of its noun under `cases/`; [`suite`] lists it once and
//! runs it on both. What only one engine can do wrong stands in `only/`.

#![expect(clippy::expect_used, clippy::panic, reason = "what goes wrong in a test must fail it")]

#[macro_use]
mod engine;
mod cases;
mod only;
mod raw;
mod support;

suite! {
    advice: [offered_and_taken];
    agent: [round_trip, addresses_are_unique, a_code_works_once, order_is_by_bytes, teams_and_presence];
    ally: [life];
    answer: [counted, matters];
    api_token: [life];
    approval: [one_end_wins, due_and_stranded];
    attachment: [round_trip, loose_files_find_their_message, loose_files_are_swept];
    authority: [life];
    blob: [listed, small_and_large, the_same_twice, damage_is_noticed, many_write_the_same_at_once];
    budget: [life];
    canned_answer: [life];
    complaint: [life, lists, asked_and_given];
    condition: [sound];
    conversation: [
        round_trip, tokens_are_unique, scope_hides, latest_and_due_back, following, held, linking,
        with_merged,
    ];
    conversation_filter: [same_as_looking_at_each, scope_hides];
    customer: [round_trip, pages_by_name, of_an_organization, merged_into];
    customer_import: [comes_on];
    customer_merge: [round_trip, everything_moves_and_goes_back, nothing_that_points_is_forgotten];
    customer_note: [life];
    customer_step: [life];
    delivery: [the_way_of_an_answer, recipients, undone_or_begun_but_not_both, stuck_and_failed, hastened];
    draft: [one_per_agent_and_conversation];
    event: [round_trip, cursors_are_durable, logs_of_one, many_writers_and_a_consumer];
    export: [rows_as_they_are, all_nouns, everything_is_decided];
    group: [
        many_writers_at_once, failures_undo_only_themselves, a_failure_cannot_be_passed_over,
        two_that_decide_never_both_win, sums_stay_right, the_waiting_may_leave,
    ];
    handover: [life];
    idempotency: [life];
    identity: [round_trip, keys_are_unique, undeliverable, removed_and_back];
    inbound: [never_taken_twice, states, counts];
    job: [claimed_once, due_in_order, a_lease_expires, back_off_and_give_up, each_kind_has_its_worker, hastened];
    ledger: [each_posting_once];
    list: [each_list, pages, scopes];
    look: [latest_first];
    mailbox: [round_trip, positions, history_left_alone, health];
    mention: [lists];
    message: [round_trip, everything_fits, pages, last_and_ids, belonging, moving, moving_many, tallies, answered];
    order: [put_again, pages];
    organization: [names, customers];
    invitation: [life];
    migration: [twice_is_harmless, a_newer_database_is_refused, ids_are_never_used_again];
    next_issue: [counted_and_kept];
    notification: [under_the_bell, settings, replies];
    password_reset: [works_once];
    policy: [life];
    policy_mark: [once_until_removed];
    portal_link: [opens_until_it_expires];
    promise: [
        round_trip, with_replies, earliest_is_marked, looked_at_in_time, absent_owners,
    ];
    promise_list: [first_due_first, of_customers_and_periods];
    recovery: [gathered];
    reference: [finding];
    remedy: [once, sums];
    remedy_kind: [life];
    retelling: [once_each];
    saved_view: [own_and_shared];
    search: [
        same_as_reading_everything, words_of_all_kinds, phrases_stay_in_their_column, filters, only_filters,
        pages_newest_first, best_first, scopes, merged_are_hidden, indexed_again, limits, customers,
    ];
    session: [life, of_an_agent];
    setting: [last_one_counts];
    signal: [one_for_each_message, what_happened_before, counted_by_conversation];
    signal_list: [the_messages_behind_a_figure];
    snapshot: [reads_see_one_state, changes_are_told];
    tag: [names, on_conversations];
    team: [names, members, leaving];
    timeline: [one_stream];
    undo: [once_and_for_a_while];
    touchpoint: [put_again, pages];
    workload: [counted];
}
