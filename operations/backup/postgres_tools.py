"""PostgreSQL's own programs for dumping and restoring, of the embedded package."""

import subprocess
from typing import Final

from psycopg.conninfo import conninfo_to_dict

from operations.embedded.account import postgres_binaries
from operations.embedded.processes import plain_environment

VARIABLES: Final = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
}


class ToolFailed(RuntimeError):
    """A program of PostgreSQL ended with an error; the text quotes it."""


def run_tool(program: str, database_url: str, *options: str) -> None:
    """Run a program on a database; raises ToolFailed. No password is seen among its words."""
    given = conninfo_to_dict(database_url)
    address = {name: str(given[key]) for key, name in VARIABLES.items() if given.get(key)}
    done = subprocess.run(
        [str(postgres_binaries(None) / program), "--no-password", *options],
        env={**plain_environment(), **address},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise ToolFailed(f"{program} failed: {done.stderr.strip()}")
