"""A copy of the project, in which a page of the docs is tried out."""

import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
LISTED = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")


def copy_project(to: Path) -> Path:
    """Copy the project as it is committed or about to be."""
    for name in run(ROOT, *LISTED).split("\0"):
        if name and (ROOT / name).exists():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)
    return to


def apply_page(copy: Path, page: str) -> None:
    """Apply every diff that a page shows.

    When they do not apply any more, what stands around their lines has changed: make them anew."""
    shown = (copy / page).read_text(encoding="utf-8")
    diff = "".join(re.findall(r"^```diff\n(.*?)^```$", shown, re.MULTILINE | re.DOTALL))
    (copy / "page.diff").write_text(diff, encoding="utf-8")
    run(copy, "git", "apply", "-C1", "page.diff")


def run(where: Path, *command: str) -> str:
    """What a command prints; it must succeed."""
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout
