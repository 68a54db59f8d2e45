"""Alembic's entry: runs inside the transaction that ``zxdata.ledger.schema`` has opened."""

from alembic import context

from zxdata.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
