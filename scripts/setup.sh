#!/bin/sh
# Makes .venv with everything in it, from nothing but git, make and a Python of 3.11 or newer.
# Run again it changes nothing and takes a moment.
set -eu
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9
TOOLS=.tools
# What hatch_build.py makes for browsers when the project itself is installed.
FOR_BROWSERS=console/static/vendor/made-of.txt
# What the caller has activated or configured for other projects must not move our environment.
unset VIRTUAL_ENV PYTHONHOME PYTHONPATH UV_PYTHON UV_PROJECT UV_WORKING_DIRECTORY 2>/dev/null || :
export UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv UV_NO_PROGRESS=1

# Prints e.g. "313" for a usable interpreter, nothing for a broken or too old one; one that its
# maker optimised, as distributions do and compiling at home seldom does, goes before every other
# ("1311"): docs/decisions/0014-the-interpreter.md.
rank_of() {
    "$1" -c 'import sys, sysconfig, venv
v = sys.version_info
made = sysconfig.get_config_var("CONFIG_ARGS") or ""
optimised = "--enable-optimizations" in made or "--prefix=/usr\x27" in made
if v >= (3, 11) and v.releaselevel == "final": print(1000 * optimised + v[0] * 100 + v[1])' 2>/dev/null || :
}

best_python() {
    best=0 found=
    for candidate in ${PYTHON:-} \
        python3.19 python3.18 python3.17 python3.16 python3.15 python3.14 python3.13 python3.12 \
        python3.11 python3 python \
        "$HOME"/.pyenv/versions/*/bin/python /usr/bin/python3 /usr/local/bin/python3 \
        /opt/homebrew/bin/python3; do
        rank=$(rank_of "$candidate")
        if [ "${rank:-0}" -gt "$best" ]; then
            best=$rank
            found=$("$candidate" -c 'import sys; print(sys.executable)')
        fi
        # An interpreter that the caller names is taken, if it is usable at all.
        if [ -n "${PYTHON:-}" ] && [ "$candidate" = "$PYTHON" ] && [ -n "$found" ]; then
            break
        fi
    done
    echo "$found"
}

install_uv() {
    rm -rf "$TOOLS"
    if "$python" -c 'import ensurepip' 2>/dev/null && "$python" -m venv "$TOOLS" 2>/dev/null; then
        "$TOOLS/bin/python" -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
    else
        # A distribution may ship Python without pip: its wheel runs without being installed.
        rm -rf "$TOOLS" && mkdir -p "$TOOLS"
        "$python" scripts/pip_without_pip.py install --quiet --target "$TOOLS" "uv==$UV_VERSION"
    fi
    echo "$UV_VERSION" > "$TOOLS/uv.version"
}

# Nothing that decides what lies in .venv has changed since the last time.
wanted=$(cat uv.lock pyproject.toml package-lock.json hatch_build.py scripts/setup.sh | cksum)
if [ "$(cat .venv/setup.done 2>/dev/null)" = "$wanted" ] && [ -e "$FOR_BROWSERS" ] && .venv/bin/python -c "import cli.main" >/dev/null 2>&1; then
    exit 0
fi

# Where Python may not write its compiled modules itself, every command would compile them anew.
[ -z "${PYTHONDONTWRITEBYTECODE:-}" ] || export UV_COMPILE_BYTECODE=1

python=$(best_python)
if [ -z "$python" ]; then
    echo "Paidan needs Python 3.11 or newer; none was found on this machine." >&2
    exit 1
fi
if [ "$(cat "$TOOLS/uv.version" 2>/dev/null)" != "$UV_VERSION" ] || ! "$TOOLS/bin/uv" --version >/dev/null 2>&1; then
    install_uv
fi
"$TOOLS/bin/uv" sync --quiet --frozen --reinstall-package paidan --python "$python"
echo "$wanted" > .venv/setup.done
