"""What must be true after a storm: decided once, recorded once, lapsed at the due instant."""

from typing import Any

import psycopg

from audit.verify.comparison import check_readmodel
from operations.running import running_settings
from services.installation.temporal_connection import connect
from store.engines import connect as connect_database
from tests.faults.storm import Storm


async def look_at(storm: Storm) -> dict[str, Any]:
    """Hold everything acknowledged against the database and the histories."""
    settings = running_settings(storm.home / "var")
    engines = connect_database(str(settings.database_url))
    client = await connect(settings)
    try:
        differences = await check_readmodel(client, engines.patient)
    finally:
        await engines.close()
    with psycopg.connect(storm.system()["urls"]["database"]) as database:
        answers = {
            key: (status, response)
            for key, status, response in database.execute(
                "SELECT idempotency_key, status, response FROM command"
            )
        }
        facts = dict(
            database.execute(
                "SELECT command_id::text, count(*) FROM fact"
                " WHERE command_id IS NOT NULL GROUP BY command_id"
            ).fetchall()
        )
        lapses = database.execute(
            "SELECT count(*), count(*) FILTER (WHERE occurred_at <>"
            " (body->'content'->>'due')::timestamptz) FROM fact WHERE kind = 'DueBreached'"
        ).fetchone()
        gaps = database.execute(
            "SELECT order_number FROM fact GROUP BY order_number HAVING max(seq) <> count(*)"
        ).fetchall()
    return {
        "killed": dict(storm.killed),
        "kills": storm.killed.total(),
        "acknowledged": len(storm.acknowledged),
        "wrong_answers": [
            key for key, said in storm.acknowledged.items() if not _kept(said, answers.get(key))
        ],
        "without_facts": [
            said["command_id"]
            for said in storm.acknowledged.values()
            if said["status"] in (200, 201) and said["command_id"] not in facts
        ],
        "orders_with_gaps": [number for (number,) in gaps],
        "differences": [f"{d.order}: {d.what} {d.where}" for d in differences],
        "lapses": lapses[0] if lapses else 0,
        "lapses_off_their_due": lapses[1] if lapses else 0,
    }


def _kept(said: dict[str, Any], row: tuple[str, dict[str, Any]] | None) -> bool:
    """Whether the row says what the asker was told."""
    if row is None:
        return False
    status, response = row
    if said["status"] in (200, 201):
        return status == "decided" and response["version"] == said["version"]
    return status == "refused" and response["code"] == said["code"]
