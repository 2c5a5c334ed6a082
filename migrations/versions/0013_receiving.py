"""Receiving in one call: a request is stamped, kept and its order held without a second question.

In READ COMMITTED each statement of such a function sees what was committed before the statement
began. Whatever must be read under a lock is therefore read by a statement after the one that took
it.
"""

from alembic import op

revision = "0013"
down_revision = "0012"

EDITION = """
ALTER TABLE work_order ADD COLUMN workflow_edition smallint NOT NULL DEFAULT 1;
ALTER TABLE work_order ALTER COLUMN workflow_edition SET DEFAULT 2;
CREATE INDEX work_order_earlier ON work_order (number) WHERE workflow_edition < 2;
"""

RECEIVING = """
CREATE FUNCTION written_instant(instant timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT replace(
        to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'
    )
$$;
COMMENT ON FUNCTION written_instant IS 'An instant as the acts write it';

CREATE FUNCTION asked_before(asked jsonb) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
    SELECT to_jsonb(command) FROM command
     WHERE actor = asked ->> 'actor' AND idempotency_key = asked ->> 'idempotency_key'
$$;

CREATE FUNCTION has_keys(to_order text, sealed jsonb) RETURNS boolean LANGUAGE sql VOLATILE AS $$
    SELECT jsonb_array_length(sealed) > 0 AND NOT EXISTS (
        SELECT FROM jsonb_to_recordset(sealed) AS one (secrecy text)
         WHERE NOT EXISTS (
            SELECT FROM vault_key
             WHERE vault_key.order_number = to_order AND vault_key.secrecy = one.secrecy
        )
    )
$$;

CREATE FUNCTION keep_sealed(to_order text, brought_by uuid, sealed jsonb) RETURNS void
LANGUAGE sql VOLATILE AS $$
    INSERT INTO vault (command_id, name, order_number, secrecy, nonce, ciphertext)
    SELECT brought_by, one.name, to_order, one.secrecy, one.nonce, one.ciphertext
      FROM jsonb_populate_recordset(NULL::vault, sealed) AS one WHERE one.name <> '';
    INSERT INTO vault_salt (command_id, order_number, secrecy, nonce, ciphertext)
    SELECT brought_by, to_order, one.secrecy, one.nonce, one.ciphertext
      FROM jsonb_populate_recordset(NULL::vault, sealed) AS one WHERE one.name = '';
$$;
COMMENT ON FUNCTION keep_sealed IS 'Keep the texts of one command, and its salt, which has no name';

CREATE FUNCTION receive_command(
    to_order text, edition integer, asked jsonb, sealed jsonb,
    OUT outcome text, OUT received jsonb
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    held work_order;
    stamp timestamptz(6);
BEGIN
    SELECT * INTO held FROM work_order WHERE number = to_order FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        outcome := 'unknown_order';
        RETURN;
    END IF;
    received := asked_before(asked);
    IF received ->> 'status' NOT IN ('received', 'delivered')
       OR received IS NOT NULL AND held.workflow_edition = edition THEN
        outcome := 'known';
        RETURN;
    END IF;
    IF held.workflow_edition <> edition THEN
        outcome := 'earlier_edition';
        received := NULL;
        RETURN;
    END IF;
    IF jsonb_array_length(asked #> '{act,filled}') > 0 AND NOT has_keys(to_order, sealed) THEN
        outcome := 'key_destroyed';
        RETURN;
    END IF;
    stamp := greatest(
        received_at(to_order),
        held.last_received_at + interval '1 microsecond',
        held.settled_until + interval '1 microsecond'
    );
    INSERT INTO command (
        id, order_number, place, actor, role, unit, idempotency_key, request_hash, name, act, via,
        received_at, status
    )
    SELECT one.id, to_order, held.next_place, one.actor, one.role, one.unit, one.idempotency_key,
           one.request_hash, one.name,
           one.act || jsonb_build_object('received_at', written_instant(stamp)), one.via,
           stamp, 'received'
      FROM jsonb_populate_record(NULL::command, asked) AS one
    ON CONFLICT ON CONSTRAINT command_asked_once DO NOTHING
    RETURNING to_jsonb(command) INTO received;
    IF received IS NULL THEN
        outcome := 'known';
        received := asked_before(asked);
        RETURN;
    END IF;
    UPDATE work_order SET last_received_at = stamp, next_place = held.next_place + 1
     WHERE number = to_order;
    IF jsonb_array_length(sealed) > 0 THEN
        PERFORM keep_sealed(to_order, (asked ->> 'id')::uuid, sealed);
    END IF;
    outcome := 'received';
END $$;
COMMENT ON FUNCTION receive_command IS
    'Stamp a request under the lock of its order and keep it, or find it as it was kept';
"""

HOLDING = """
CREATE FUNCTION take_delivery(lock_name text, wait_ms integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    place bigint := hashtextextended(lock_name, 0);
BEGIN
    IF pg_try_advisory_lock(place) THEN
        RETURN true;
    END IF;
    IF wait_ms = 0 THEN
        RETURN false;
    END IF;
    PERFORM set_config('lock_timeout', wait_ms::text, true);
    PERFORM pg_advisory_lock(place);
    RETURN true;
END $$;
COMMENT ON FUNCTION take_delivery IS
    'Take a lock for the whole session; it waits no longer than it may, and not at all for 0';

CREATE FUNCTION hold_order(
    to_order text, wait_ms integer,
    OUT is_held boolean, OUT edition integer, OUT started boolean, OUT version integer,
    OUT waiting jsonb, OUT clocks jsonb
) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    is_held := take_delivery(to_order, wait_ms);
    IF NOT is_held THEN
        RETURN;
    END IF;
    SELECT own.workflow_edition, own.started,
           coalesce((SELECT last.version FROM order_state AS last WHERE last.number = to_order), 0),
           (SELECT jsonb_agg(to_jsonb(command) ORDER BY command.place) FROM command
             WHERE command.order_number = to_order AND command.status IN ('received', 'delivered')),
           (SELECT jsonb_object_agg(clock.id, clock.body) FROM clock
             WHERE clock.order_number = to_order)
      INTO edition, started, version, waiting, clocks
      FROM work_order AS own WHERE own.number = to_order;
END $$;
COMMENT ON FUNCTION hold_order IS
    'Take the right to deliver to an order for the whole session, and say how the order stands';

CREATE FUNCTION receive_and_hold(
    to_order text, asked_edition integer, asked jsonb, sealed jsonb,
    OUT outcome text, OUT received jsonb,
    OUT is_held boolean, OUT edition integer, OUT started boolean, OUT version integer,
    OUT waiting jsonb, OUT clocks jsonb
) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    SELECT one.outcome, one.received INTO outcome, received
      FROM receive_command(to_order, asked_edition, asked, sealed) AS one;
    IF received ->> 'order_number' = to_order AND received ->> 'status' IN ('received', 'delivered')
    THEN
        SELECT own.is_held, own.edition, own.started, own.version, own.waiting, own.clocks
          INTO is_held, edition, started, version, waiting, clocks
          FROM hold_order(to_order, 0) AS own;
    END IF;
END $$;
COMMENT ON FUNCTION receive_and_hold IS
    'Receive a request, and hold its order if that is free and the request is to be delivered';
"""

SETTLING = """
CREATE FUNCTION settle_order(
    to_order text, due timestamptz,
    OUT until timestamptz, OUT moment timestamptz, OUT version integer, OUT clocks jsonb
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    earliest timestamptz;
BEGIN
    PERFORM FROM work_order WHERE number = to_order FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    moment := received_at(to_order);
    SELECT min(command.received_at) INTO earliest FROM command
     WHERE command.order_number = to_order AND command.status IN ('received', 'delivered');
    until := least(moment, earliest - interval '1 microsecond');
    IF until >= due THEN
        -- A clock that is set back must not stamp an act before a lapse that is final.
        UPDATE work_order SET settled_until = greatest(settled_until, until)
         WHERE number = to_order;
    END IF;
    SELECT coalesce((SELECT last.version FROM order_state AS last WHERE last.number = to_order), 0),
           (SELECT jsonb_object_agg(clock.id, clock.body) FROM clock
             WHERE clock.order_number = to_order)
      INTO version, clocks;
END $$;
COMMENT ON FUNCTION settle_order IS
    'Say up to when an order is settled, and how it stands; whoever stamps waits for the commit';
"""


def upgrade() -> None:
    """Orders that were there before stay with the edition of the workflow they were born under."""
    for part in (EDITION, RECEIVING, HOLDING, SETTLING):
        op.execute(part)
