"""What the tests do to an exported package, and how a third party verifies it."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

from audit.export import stand_alone

SCRIPT = Path(stand_alone.__file__).read_bytes()


def verified(package: bytes, folder: Path, *words: str) -> tuple[int, str]:
    """Run the package's own verifier, by a Python that sees none of our modules."""
    file, script = folder / "package.zip", folder / "verify.py"
    file.write_bytes(package)
    script.write_bytes(SCRIPT)
    asked = [sys.executable, "-I", "-S", str(script), str(file), *words]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.returncode, done.stdout


def changed(package: bytes, name: str, content: bytes | None) -> bytes:
    """The package with one file changed, added or taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        parts = {part: old.read(part) for part in old.namelist()} | {name: content or b""}
        for part, bytes_ in parts.items():
            if part != name or content is not None:
                new.writestr(part, bytes_)
    return out.getvalue()


def parts_of(package: bytes) -> dict[str, bytes]:
    """The files of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
