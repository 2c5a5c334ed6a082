"""Orders, commands, the vault, facts and their projections, the city's register."""

from alembic import context, op

revision = "0001"
down_revision = None

TIME = """
CREATE TABLE database_mode (
    mode varchar(32) PRIMARY KEY,
    CONSTRAINT database_mode_known CHECK (mode IN ('real', 'virtual'))
);
CREATE UNIQUE INDEX database_mode_one ON database_mode ((true));

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is fixed for ever', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER database_mode_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON database_mode
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE SEQUENCE order_number_seq;
CREATE TABLE work_order (
    number varchar(64) PRIMARY KEY,
    mode varchar(32) NOT NULL REFERENCES database_mode (mode),
    clock_offset interval NOT NULL DEFAULT '0',
    last_received_at timestamptz(6),
    settled_until timestamptz(6),
    next_place bigint NOT NULL DEFAULT 1,
    pack varchar(64) NOT NULL,
    pack_edition varchar(64) NOT NULL,
    calendar varchar(64) NOT NULL,
    calendar_edition varchar(512) NOT NULL,
    started boolean NOT NULL DEFAULT false,
    CONSTRAINT work_order_number_ascii CHECK (number ~ '^[!-~]{1,64}$'),
    CONSTRAINT work_order_real_time CHECK (mode = 'virtual' OR clock_offset = '0'),
    CONSTRAINT work_order_next_place CHECK (next_place >= 1)
);
CREATE INDEX work_order_not_started ON work_order (number) WHERE NOT started;

CREATE FUNCTION received_at(order_number text) RETURNS timestamptz LANGUAGE sql VOLATILE AS
    'SELECT clock_timestamp() + clock_offset FROM work_order WHERE number = order_number';
COMMENT ON FUNCTION received_at IS
    'The one time authority: the only source of stamps and of the answer to a ring';
"""

COMMANDS = """
CREATE TABLE command (
    id uuid PRIMARY KEY,
    order_number varchar(64) REFERENCES work_order (number),
    place bigint,
    actor varchar(64) NOT NULL,
    role varchar(32) NOT NULL,
    unit varchar(64) NOT NULL,
    idempotency_key varchar(200) NOT NULL,
    request_hash varchar(128) NOT NULL,
    name varchar(64) NOT NULL,
    act jsonb NOT NULL,
    via varchar(32) NOT NULL,
    received_at timestamptz(6) NOT NULL,
    status varchar(32) NOT NULL,
    response jsonb,
    answered_at timestamptz(6),
    CONSTRAINT command_asked_once UNIQUE (actor, idempotency_key),
    CONSTRAINT command_place UNIQUE (order_number, place),
    CONSTRAINT command_placed CHECK ((order_number IS NULL) = (place IS NULL)),
    CONSTRAINT command_place_counts CHECK (place >= 1),
    CONSTRAINT command_via_known CHECK (via IN ('update', 'signal', 'start')),
    CONSTRAINT command_status_known
        CHECK (status IN ('received', 'delivered', 'decided', 'refused', 'failed')),
    CONSTRAINT command_homeless CHECK (order_number IS NOT NULL OR status = 'refused')
);
CREATE INDEX command_undecided ON command (order_number, place)
    WHERE status IN ('received', 'delivered');
"""

VAULT = """
CREATE TABLE vault_key (
    order_number varchar(64) NOT NULL REFERENCES work_order (number),
    secrecy varchar(32) NOT NULL,
    key bytea NOT NULL,
    PRIMARY KEY (order_number, secrecy),
    CONSTRAINT vault_key_secrecy_known CHECK (secrecy IN ('person', 'official'))
);
CREATE TABLE vault (
    command_id uuid NOT NULL REFERENCES command (id),
    name varchar(64) NOT NULL,
    order_number varchar(64) NOT NULL,
    secrecy varchar(32) NOT NULL,
    nonce bytea NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (command_id, name),
    CONSTRAINT vault_secrecy_known CHECK (secrecy IN ('person', 'official'))
);
CREATE INDEX vault_of_order ON vault (order_number);
CREATE TABLE vault_salt (
    command_id uuid PRIMARY KEY REFERENCES command (id),
    order_number varchar(64) NOT NULL,
    secrecy varchar(32) NOT NULL,
    nonce bytea NOT NULL,
    ciphertext bytea NOT NULL,
    CONSTRAINT vault_salt_secrecy_known CHECK (secrecy IN ('person', 'official'))
);
CREATE INDEX vault_salt_of_order ON vault_salt (order_number);
"""

PROJECTIONS = """
CREATE TABLE fact (
    order_number varchar(64) NOT NULL,
    seq integer NOT NULL,
    kind varchar(64) NOT NULL,
    occurred_at timestamptz(6) NOT NULL,
    recorded_at timestamptz(6) NOT NULL,
    actor varchar(64) NOT NULL,
    actor_unit varchar(64) NOT NULL,
    actor_role varchar(32) NOT NULL,
    outsourced boolean NOT NULL,
    basis varchar(64)[] NOT NULL,
    command_id uuid,
    body jsonb NOT NULL,
    PRIMARY KEY (order_number, seq),
    CONSTRAINT fact_seq_counts CHECK (seq >= 1)
);
CREATE INDEX ix_fact_command_id ON fact (command_id);
CREATE TABLE order_state (
    number varchar(64) PRIMARY KEY,
    version integer NOT NULL,
    state varchar(32) NOT NULL,
    level smallint NOT NULL,
    type varchar(32) NOT NULL,
    class varchar(32) NOT NULL,
    urgency varchar(32) NOT NULL,
    district varchar(64) NOT NULL,
    unit varchar(64) NOT NULL,
    pack varchar(64) NOT NULL,
    pack_edition varchar(64) NOT NULL,
    born_at timestamptz(6),
    next_alarm timestamptz(6),
    CONSTRAINT order_state_level_known CHECK (level BETWEEN 0 AND 5),
    CONSTRAINT order_state_version_counts CHECK (version >= 0)
);
CREATE INDEX order_state_by_state ON order_state (state, number);
CREATE INDEX order_state_by_unit ON order_state (unit, number);
CREATE TABLE clock (
    order_number varchar(64) NOT NULL,
    id varchar(64) NOT NULL,
    name varchar(32) NOT NULL,
    owner varchar(64) NOT NULL,
    started timestamptz(6) NOT NULL,
    due timestamptz(6) NOT NULL,
    original_due timestamptz(6) NOT NULL,
    provisional boolean NOT NULL,
    ended timestamptz(6),
    lapsed timestamptz(6),
    outcome varchar(32),
    body jsonb NOT NULL,
    PRIMARY KEY (order_number, id)
);
CREATE INDEX clock_overdue ON clock (order_number) WHERE lapsed IS NOT NULL AND ended IS NULL;
"""

REGISTER = """
CREATE TABLE unit (
    code varchar(64) PRIMARY KEY,
    title varchar(200) NOT NULL,
    district varchar(64) NOT NULL,
    kind varchar(32) NOT NULL
);
CREATE TABLE person (
    person varchar(64) PRIMARY KEY,
    unit varchar(64) NOT NULL REFERENCES unit (code),
    role varchar(32) NOT NULL,
    outsourced boolean NOT NULL DEFAULT false,
    title varchar(200) NOT NULL
);
CREATE TABLE policy (
    id varchar(64),
    edition varchar(64),
    published_at timestamptz(6),
    body jsonb NOT NULL,
    PRIMARY KEY (id, edition)
);
CREATE TABLE calendar (
    name varchar(64),
    year smallint,
    edition varchar(64),
    published_at timestamptz(6) NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (name, year, edition),
    CONSTRAINT calendar_year_plausible CHECK (year BETWEEN 1900 AND 2200)
);
"""


def upgrade() -> None:
    """Make the tables, and choose for ever between real and movable time."""
    for part in (TIME, COMMANDS, VAULT, PROJECTIONS, REGISTER):
        op.execute(part)
    mode = context.config.attributes["mode"]
    op.get_bind().exec_driver_sql("INSERT INTO database_mode VALUES (%s)", (str(mode),))
