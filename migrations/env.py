"""Alembic's door: it runs on the connection that `store.migrate` holds, and only there."""

from alembic import context

from store.register.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
