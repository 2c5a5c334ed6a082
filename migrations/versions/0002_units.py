"""Units and people have their days, units a level and a successor; the duty roster."""

from alembic import op

revision = "0002"
down_revision = "0001"

UNITS = """
ALTER TABLE unit
    ADD level varchar(32) NOT NULL DEFAULT 'city',
    ADD territory varchar(64) NOT NULL DEFAULT '',
    ADD valid_from date,
    ADD valid_to date,
    ADD successor varchar(64) REFERENCES unit (code),
    ADD item_classes varchar(32)[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT unit_validity CHECK (valid_to >= valid_from),
    ADD CONSTRAINT unit_successor_other CHECK (successor <> code),
    ADD CONSTRAINT unit_level_known CHECK (level IN ('city', 'district', 'town'));
ALTER TABLE person
    ADD post varchar(32),
    ADD valid_from date,
    ADD valid_to date,
    ADD CONSTRAINT person_validity CHECK (valid_to >= valid_from);
"""

DUTY = """
CREATE TABLE duty (
    unit varchar(64) NOT NULL REFERENCES unit (code),
    person varchar(64) NOT NULL REFERENCES person (person),
    since timestamptz(6) NOT NULL,
    until timestamptz(6) NOT NULL,
    post varchar(32) NOT NULL,
    PRIMARY KEY (unit, person, since),
    CONSTRAINT duty_lasts CHECK (until > since)
);
"""


def upgrade() -> None:
    """Add what the register says of units, and the duty roster."""
    for part in (UNITS, DUTY):
        op.execute(part)
