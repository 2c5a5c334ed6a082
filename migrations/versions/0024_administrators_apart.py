"""No human holds two of the three administrators' posts, nor one of them with a business post."""

from alembic import op

revision = "0024"
down_revision = "0023"

# 6.4: none of the three administrators holds another's right or a business role, not for some days
# either.
COMBINED = """
CREATE VIEW combined_administrator AS
    SELECT held.account
      FROM held_post AS held JOIN person AS post ON post.person = held.person
     WHERE held.revoked_at IS NULL AND (held.until IS NULL OR held.until > clock_timestamp())
     GROUP BY held.account
    HAVING count(DISTINCT post.role) > 1
       AND bool_or(post.role IN ('sys_admin', 'sec_admin', 'audit_admin'));
"""
# Whoever comes by at the same moment waits for the account: neither would see what the other does.
# The posts are locked as well, for a role may be changed just now that this account holds.
REQUIRE = """
CREATE FUNCTION require_administrators_apart(holder varchar) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM account WHERE username = holder FOR NO KEY UPDATE;
    PERFORM FROM person AS post JOIN held_post AS held ON held.person = post.person
        WHERE held.account = holder AND held.revoked_at IS NULL FOR SHARE OF post;
    IF EXISTS (SELECT FROM combined_administrator WHERE account = holder) THEN
        RAISE EXCEPTION 'an administrator holds no other post beside: %', holder
            USING ERRCODE = 'check_violation', CONSTRAINT = 'administrators_apart';
    END IF;
END $$;
"""
# At the end of the transaction: a city's file may exchange two roles.
ENFORCED = """
CREATE FUNCTION held_posts_stand_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM require_administrators_apart(NEW.account);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER held_posts_apart AFTER INSERT OR UPDATE ON held_post
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.revoked_at IS NULL)
    EXECUTE FUNCTION held_posts_stand_apart();
CREATE FUNCTION roles_stand_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM require_administrators_apart(account)
        FROM held_post WHERE person = NEW.person AND revoked_at IS NULL ORDER BY account;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER roles_apart AFTER UPDATE ON person
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.role IS DISTINCT FROM NEW.role)
    EXECUTE FUNCTION roles_stand_apart();
"""


def upgrade() -> None:
    """Make the view, and let the database refuse what it would show."""
    op.execute(COMBINED)
    op.execute(REQUIRE)
    op.execute(ENFORCED)
