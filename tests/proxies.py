"""nginx as Debian ships it: the machine's own, or taken out of its package and not installed."""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from operations.embedded.ports import is_free

WITHIN_S = 20
BODIES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def nginx(folder: Path) -> Path:
    """The program; the test is skipped where the machine has none and cannot get it."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    if found:
        return Path(found)
    folder.mkdir()
    for words in (["apt-get", "download", "nginx"], ["sh", "-c", "dpkg -x nginx_*.deb ."]):
        try:
            done = subprocess.run(words, cwd=folder, capture_output=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired):
            break
        if done.returncode:
            break
    program = folder / "usr" / "sbin" / "nginx"
    if not program.exists():
        pytest.skip("nginx is not on this machine, and apt-get cannot download it")
    return program


@contextmanager
def proxy(folder: Path, site: str, port: int) -> Iterator[None]:
    """Run nginx with one site, whose port is to be open."""
    program, place = nginx(folder / "package"), folder / "nginx"
    place.mkdir()
    temporary = "".join(f"{name}_temp_path {place / name};\n" for name in BODIES)
    whole = f"""
daemon off;
master_process off;
user {pwd.getpwuid(os.getuid()).pw_name};
pid {place / "pid"};
error_log {place / "error.log"};
events {{}}
http {{
access_log off;
{temporary}{site}
}}
"""
    (place / "nginx.conf").write_text(whole)
    words = [program, "-p", place, "-c", place / "nginx.conf", "-e", place / "error.log"]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + WITHIN_S
        while is_free(port):
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert time.monotonic() < deadline, "nginx does not listen"
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()
