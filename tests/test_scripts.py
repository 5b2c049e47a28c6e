"""The shell commands: an environment of their own, and sentences where something is missing."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts import launch, pipeline

ROOT = Path(__file__).parents[1]

FAKE_PYTHON = """#!/bin/sh
# A Python that notes what it is asked to do. VERSION, LACKS_VENV and FAILS shape its answers.
case "$*" in
"-c import sys;"*) echo "${VERSION:-3.12}" ;;
"-c import ensurepip"*) [ -z "${LACKS_VENV:-}" ] ;;
-V | -VV) echo "Python ${VERSION:-3.12}.0" ;;
"-m pip --version") echo pip ;;
"-m venv --clear .venv")
    rm -rf .venv && mkdir -p .venv/bin && cp "$0" .venv/bin/python
    echo "venv" >> calls ;;
*)
    echo "$*" >> calls
    case "$*" in *"${FAILS:-nothing at all}"*) exit 1 ;; esac ;;
esac
"""


class Checkout:
    """A copy of the scripts in a folder of its own, with a `PATH` that holds only what is put there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self.bin = folder / "bin"
        self.bin.mkdir()
        for room in ("tests", "core/places"):
            (self.folder / room).mkdir(parents=True)
        (self.folder / "core" / "places" / "grid.py").write_text("SIZE = 1\n")
        (self.folder / ".ci").mkdir()
        shutil.copytree(ROOT / "scripts", self.folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / ".ci" / "run", self.folder / ".ci" / "run")
        (self.folder / "requirements.txt").write_text("dash==1\n")
        (self.folder / "tests" / "requirements.txt").write_text("pytest==1\n")
        for tool in (
            "sh",
            "dirname",
            "cat",
            "sha256sum",
            "cut",
            "sed",
            "rm",
            "mkdir",
            "cp",
            "sleep",
            "kill",
            "flock",
            "find",
            "sort",
            "xargs",
        ):
            (self.bin / tool).symlink_to(shutil.which(tool) or "/bin/false")
        (self.bin / "id").write_text("#!/bin/sh\necho 1000\n")
        (self.bin / "id").chmod(0o755)

    def add(self, name: str, content: str = FAKE_PYTHON) -> None:
        (self.bin / name).write_text(content)
        (self.bin / name).chmod(0o755)

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.bin), "HOME": str(self.folder / "nowhere")} | environment
        return subprocess.run(
            [str(self.folder / command[0]), *command[1:]],
            check=False,
            capture_output=True,
            text=True,
            env=environment,
        )

    def calls(self) -> list[str]:
        """What the fake Python was asked to do since the last look."""
        file = self.folder / "calls"
        lines = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return lines


@pytest.fixture
def checkout(tmp_path) -> Checkout:
    return Checkout(tmp_path)


INSTALLS = "-m pip install --quiet --disable-pip-version-check --no-input --no-compile -r requirements.txt"


def test_the_server_makes_an_environment_once(checkout):
    checkout.add("python3")
    first = checkout.run("scripts/server", "--city", "x")
    assert (first.returncode, first.stderr) == (0, "")
    assert "Python 3.12" in first.stdout
    assert checkout.calls() == ["venv", INSTALLS, "-m scripts.launch --city x"]
    assert checkout.run("scripts/server").stdout == ""
    assert checkout.calls() == ["-m scripts.launch"]


def test_changed_requirements_are_installed_again(checkout):
    checkout.add("python3")
    checkout.run("scripts/server")
    checkout.calls()
    (checkout.folder / "requirements.txt").write_text("dash==2\n")
    checkout.run("scripts/server")
    assert checkout.calls() == [INSTALLS, "-m scripts.launch"]


def test_an_installation_that_failed_is_taken_up_again(checkout):
    checkout.add("python3")
    failed = checkout.run("scripts/server", FAILS="pip install")
    assert failed.returncode == 2
    assert failed.stderr.strip().endswith("run the same command again when that is mended.")
    assert checkout.calls() == ["venv", INSTALLS]
    assert checkout.run("scripts/server").returncode == 0
    assert checkout.calls() == [INSTALLS, "-m scripts.launch"]


def test_a_broken_environment_is_made_anew(checkout):
    checkout.add("python3")
    checkout.run("scripts/server")
    checkout.calls()
    (checkout.folder / ".venv" / "bin" / "python").unlink()
    checkout.run("scripts/server")
    assert checkout.calls() == ["venv", INSTALLS, "-m scripts.launch"]


def test_kernels_compiled_from_other_source_are_not_used(checkout):
    """Numba fails on a cached kernel whose classes have gone, so each version has a cache of its own."""
    checkout.add("python3", FAKE_PYTHON.replace('echo "$*" >> calls', 'echo "$NUMBA_CACHE_DIR" >> calls'))
    checkout.run("scripts/server")
    first = Path(checkout.calls()[-1])
    assert first.parent == checkout.folder / "data"
    first.mkdir(parents=True)
    checkout.run("scripts/server")
    assert [Path(line) for line in checkout.calls()] == [first]
    assert first.exists()
    (checkout.folder / "core" / "places" / "grid.py").write_text("SIZE = 2\n")
    checkout.run("scripts/server")
    assert Path(checkout.calls()[-1]) != first
    assert not first.exists()


@pytest.mark.parametrize(
    ("pythons", "environment", "sentence"),
    [
        ([], {}, "PatrolIQ needs Python 3.11, 3.12 or 3.13; install one with: sudo apt-get install"),
        (["python3"], {"VERSION": "3.9"}, "PatrolIQ needs Python 3.11, 3.12 or 3.13"),
        (["python3"], {"VERSION": "3.14"}, "PatrolIQ needs Python 3.11, 3.12 or 3.13"),
        (["python3"], {"VERSION": "3.11", "LACKS_VENV": "1"}, "sudo apt-get install python3.11-venv"),
    ],
)
@pytest.mark.parametrize("command", ["scripts/server", "scripts/test"])
def test_without_a_fit_python_one_sentence_says_what_to_install(checkout, command, pythons, environment, sentence):
    for name in pythons:
        checkout.add(name)
    done = checkout.run(command, **environment)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert sentence in done.stderr
    assert not (checkout.folder / ".venv").exists()


def test_the_newest_fit_python_is_taken(checkout):
    checkout.add("python3", FAKE_PYTHON.replace(":-3.12", ":-3.14"))
    checkout.add("python3.11", FAKE_PYTHON.replace(":-3.12", ":-3.11"))
    checkout.add("python3.12", FAKE_PYTHON.replace('[ -z "${LACKS_VENV:-}" ]', "exit 1"))
    checkout.add("python3.13", "#!/bin/sh\nexit 127\n")
    assert "Python 3.11" in checkout.run("scripts/server").stdout


CHROMIUM = "#!/bin/sh\necho Chromium 1\n"


def test_all_parts_are_run_although_one_fails(checkout):
    checkout.add("python3")
    checkout.add("chromium", CHROMIUM)
    done = checkout.run("scripts/test", FAILS="ruff check")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "FAILED: ruff check"
    calls = " | ".join(checkout.calls())
    for part in (
        "-r tests/requirements.txt",
        "ruff check",
        "ruff format --check",
        "importlinter",
        "mypy",
        "not browser",
    ):
        assert part in calls
    assert calls.endswith("-m browser")


@pytest.mark.parametrize("part", ["all", "fast"])
def test_kernels_are_compiled_before_several_workers_need_them(checkout, part):
    checkout.add("python3")
    checkout.run("scripts/test", part)
    calls = checkout.calls()
    (parallel,) = (place for place, call in enumerate(calls) if "pytest" in call and "-n logical" in call)
    assert "not browser" in calls[parallel]
    assert calls[parallel - 1] == "-m tests.kernels"


def test_success_is_success(checkout):
    checkout.add("python3")
    checkout.add("chromium", CHROMIUM)
    done = checkout.run("scripts/test")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "All passed.")


def test_without_chromium_the_browser_tests_are_skipped_aloud(checkout):
    checkout.add("python3")
    done = checkout.run("scripts/test")
    assert done.returncode == 0
    assert "browser tests were skipped" in done.stdout
    assert "apt-get install chromium" in done.stdout
    assert not any(call.endswith("-m browser") for call in checkout.calls())


def test_without_chromium_a_strict_run_fails(checkout):
    checkout.add("python3")
    checkout.add("chromium", "#!/bin/sh\nexit 1\n")
    done = checkout.run("scripts/test", "browser", PATROLIQ_REQUIRE_BROWSER="1")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "FAILED: browser tests"


def test_who_may_install_chromium_gets_it(checkout):
    checkout.add("python3")
    checkout.add("id", "#!/bin/sh\necho 0\n")
    checkout.add("chmod", f'#!/bin/sh\nexec {shutil.which("chmod")} "$@"\n')
    chromium = checkout.bin / "chromium"
    checkout.add("apt-get", f"#!/bin/sh\nprintf '{CHROMIUM}' >{chromium}; chmod +x {chromium}\n".replace("\n; ", "; "))
    done = checkout.run("scripts/test", "browser", PATROLIQ_REQUIRE_BROWSER="1")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "All passed.")


@pytest.mark.parametrize(("word", "code"), [("--help", 0), ("everything", 2)])
def test_the_test_command_explains_itself(checkout, word, code):
    done = checkout.run("scripts/test", word)
    assert done.returncode == code
    assert "scripts/test browser" in done.stdout + done.stderr


@pytest.mark.parametrize("has_data", [True, False])
def test_continuous_integration_requires_the_browser_and_the_real_records_where_they_are(checkout, has_data):
    checkout.add("env", f"#!/bin/sh\nexec {shutil.which('env')}\n")
    (checkout.folder / "scripts" / "test").write_text("#!/bin/sh\nenv\n")
    data = checkout.folder.parent / "shared" / "data"
    if has_data:
        data.mkdir(parents=True)
    lines = checkout.run(".ci/run").stdout.splitlines()
    assert "PATROLIQ_REQUIRE_BROWSER=1" in lines
    assert (f"PATROLIQ_REAL_DATA={data}" in lines) is has_data


def test_every_setting_has_a_line_in_the_readme():
    source = ast.parse((ROOT / "core" / "settings.py").read_text())
    calls = (
        node for node in ast.walk(source) if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.environ.get"
    )
    names = {node.args[0].value for node in calls}
    rows = [line for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("| `")]
    assert len(names) > 8
    assert not {name for name in names if not any(f"`{name}`" in row for row in rows)}


def test_every_command_in_the_readme_can_be_run():
    commands = re.findall(
        r"^python -m scripts\.pipeline (.*?)(?: +#.*)?$", (ROOT / "README.md").read_text(), re.MULTILINE
    )
    parser = pipeline.parser()
    assert {parser.parse_args(shlex.split(line)).command for line in commands} == {
        "build",
        "enrich",
        "status",
        "verify",
        "sweep",
        "contest",
    }
    for line in re.findall(r"^scripts/server(?: (.*?))?(?: +#.*)?$", (ROOT / "README.md").read_text(), re.MULTILINE):
        launch.parser().parse_args(shlex.split(line))
