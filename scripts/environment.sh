# Sourced by scripts/server and scripts/test from the top of the checkout: the project's own
# virtual environment, installed again only where the requirements or the Python have changed.

fail() {
    printf '%s\n' "$*" >&2
    exit 2
}

# Prints the newest Python that serves; says which package is missing if none does.
find_python() {
    lacking=''
    for candidate in python3.13 python3.12 python3.11 python3; do
        version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        case $version in
        3.11 | 3.12 | 3.13) ;;
        *) continue ;;
        esac
        if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
        lacking=${lacking:-$version}
    done
    [ -z "$lacking" ] ||
        fail "Python $lacking here cannot make virtual environments; install that part with: sudo apt-get install python$lacking-venv"
    fail 'PatrolIQ needs Python 3.11, 3.12 or 3.13; install one with: sudo apt-get install python3 python3-venv'
}

# A checksum of what is to be installed and for which Python.
wanted() {
    { .venv/bin/python -VV && cat "$@"; } | sha256sum | cut -d' ' -f1
}

# prepare_environment FILE...: makes .venv hold the packages that the files name.
prepare_environment() {
    # One at a time; the lock goes with this shell, however it ends, and is not handed on.
    exec 9<requirements.txt
    if command -v flock >/dev/null 2>&1; then flock 9; fi
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        python=$(find_python)
        echo "Making a virtual environment with $("$python" -V)"
        "$python" -m venv --clear .venv 9<&-
    fi
    stamp=.venv/installed-$(printf '%s\n' "$@" | sha256sum | cut -c1-12)
    if [ "$(cat "$stamp" 2>/dev/null)" != "$(wanted "$@")" ]; then
        echo 'Installing the pinned packages; the first time this takes some minutes'
        install "$@" 9<&-
        # Written last: an interrupted installation has no stamp and is taken up again.
        wanted "$@" >"$stamp"
    fi
    exec 9<&-
}

install() {
    for file in "$@"; do
        set -- "$@" -r "$file"
        shift
    done
    # The sleep outlives the loop by a moment; it must not hold our output open.
    (while sleep 15 >/dev/null 2>&1; do echo '  still installing'; done) &
    ticker=$!
    trap 'kill $ticker 2>/dev/null' EXIT
    status=0
    # Python compiles what it imports; compiling everything that comes along takes half a minute.
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-compile "$@" || status=$?
    kill $ticker 2>/dev/null || true
    trap - EXIT
    [ $status -eq 0 ] || fail 'The packages could not be installed, see above; run the same command again when that is mended.'
}

# use_kernel_cache FOLDER: keeps compiled kernels there, apart for each version of their source, because
# numba stumbles over a cache whose classes have gone.
use_kernel_cache() {
    version=$(find core -name '*.py' | LC_ALL=C sort | xargs cat | sha256sum | cut -c1-12)
    for old in "$1"/kernels-*; do
        [ "$old" = "$1/kernels-$version" ] || rm -rf "$old"
    done
    export NUMBA_CACHE_DIR="${NUMBA_CACHE_DIR:-$1/kernels-$version}"
}
