-- The journal: one row for everything that happened. Rows are only ever added.
-- hash = SHA-256(prev_hash, seq, ts in microseconds, type, payload); see HashChain.
create table journal (
    seq             bigint      primary key,
    ts              timestamptz not null,
    type            text        not null,
    payload         text        not null,
    cycle_id        text,
    decision_id     text,
    client_order_id text,
    symbol          text,
    recorded_at     timestamptz not null,
    prev_hash       bytea       not null,
    hash            bytea       not null
);
create index journal_cycle on journal (cycle_id, seq) where cycle_id is not null;
create index journal_decision on journal (decision_id, seq) where decision_id is not null;
create index journal_order on journal (client_order_id, seq) where client_order_id is not null;

create function journal_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the journal is append-only';
end $$;
create trigger journal_append_only before update or delete on journal
    for each row execute function journal_is_append_only();
create trigger journal_no_truncate before truncate on journal
    for each statement execute function journal_is_append_only();

-- Long texts, stored once under their SHA-256 (hex).
create table blobs (
    hash    text  primary key,
    content bytea not null
);

-- Projections: keys and filters; the payload stays in the journal row that seq names.
create table decisions (
    decision_id text        primary key,
    seq         bigint      not null,
    cycle_id    text        not null,
    symbol      text        not null,
    action      text        not null,
    ts          timestamptz not null,
    verdict     text,
    verdict_seq bigint
);
create index decisions_seq on decisions (seq);
create index decisions_symbol on decisions (symbol, seq);

create table advice (
    cycle_id text   primary key,
    seq      bigint not null
);

create table orders (
    client_order_id text        primary key,
    first_seq       bigint      not null,
    intent_seq      bigint,
    latest_seq      bigint,
    decision_id     text,
    symbol          text        not null,
    state           text        not null,
    unresolved      boolean     not null,
    ts              timestamptz not null
);
create index orders_first on orders (unresolved, first_seq);
create index orders_decision on orders (decision_id) where decision_id is not null;

create table intents (
    client_order_id text   primary key,
    seq             bigint not null
);

create table fills (
    fill_id         text        primary key,
    seq             bigint      not null,
    symbol          text        not null,
    decision_id     text,
    client_order_id text,
    ts              timestamptz not null
);
create index fills_seq on fills (seq);
create index fills_decision on fills (decision_id) where decision_id is not null;
create index fills_order on fills (client_order_id) where client_order_id is not null;

create table bookings (
    booking_id text        primary key,
    seq        bigint      not null,
    kind       text        not null,
    symbol     text,
    ts         timestamptz not null
);

create table outcomes (
    outcome_id text        primary key,
    seq        bigint      not null,
    symbol     text        not null,
    opened_by  text,
    closed_by  text,
    ts         timestamptz not null
);
create index outcomes_seq on outcomes (seq);
create index outcomes_opened on outcomes (opened_by) where opened_by is not null;
create index outcomes_closed on outcomes (closed_by) where closed_by is not null;

create table counterfactuals (
    counterfactual_id text   primary key,
    seq               bigint not null,
    decision_id       text   not null
);
create index counterfactuals_decision on counterfactuals (decision_id);

create table alerts (
    seq      bigint      primary key,
    severity text        not null,
    code     text        not null,
    ts       timestamptz not null
);

create table rules (
    rule_id text   primary key,
    seq     bigint not null
);

create table equity (
    seq bigint      primary key,
    ts  timestamptz not null
);
create index equity_ts on equity (ts);

-- Small durable values of plugins and of the service.
create table key_values (
    owner text not null,
    key   text not null,
    value text not null,
    primary key (owner, key)
);
