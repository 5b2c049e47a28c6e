"""The commands: an environment of their own, sentences where something is missing, one way to serve."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from core import pipeline as building
from core.errors import BadExportError, BadParameterError
from core.store import Store
from scripts import launch, pipeline
from scripts.bar import Bar
from tests import small

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
        for tool in ("sh", "dirname", "cat", "sha256sum", "cut", "sed", "rm", "mkdir", "cp", "sleep", "kill", "flock"):
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


INSTALLS = "-m pip install --quiet --disable-pip-version-check --no-input -r requirements.txt"


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


def test_the_procfile_is_what_serves():
    command = launch.server_command("127.0.0.1", 9000)
    assert command[:2] == ["gunicorn", "dashboard.wsgi:server"]
    assert command[-2:] == ["-b", "127.0.0.1:9000"]
    assert command[command.index("-w") + 1] == "1"
    assert "0.0.0.0:$PORT" in launch.PROCFILE.read_text()


def test_a_port_in_use_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadParameterError, match=rf"Port {port} of 127\.0\.0\.1 is in use; .* PORT={port + 1}"):
            launch.claim("127.0.0.1", port)
    launch.claim("127.0.0.1", port)


def test_an_address_of_another_machine_is_one_sentence():
    with pytest.raises(BadParameterError, match="cannot be bound"):
        launch.claim("192.0.2.1", 8050)


@pytest.fixture
def served(tmp_path, monkeypatch) -> list[object]:
    """Launch into nothing: what would be built and served is noted instead."""
    notes: list[object] = []
    for name in ("DYNO", "RENDER", "PATROLIQ_PUBLIC"):
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as free:
        monkeypatch.setenv("PORT", str(free.getsockname()[1]))
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    monkeypatch.setenv("PATROLIQ_CITY", "demo")
    monkeypatch.setattr(os, "execv", lambda _, command: notes.append((os.environ["PATROLIQ_CITY"], command[1:3])))
    monkeypatch.setattr(building, "build", lambda store, request, _: notes.append((store.city, request)))
    return notes


def test_the_server_builds_what_is_missing_and_serves(served, capsys):
    assert launch.main(["--city", "chicago"]) == 0
    (city, request), exec_note = served
    assert (city, request.exports, request.recent) == ("chicago", (), building.RECENT_RECORDS)
    assert exec_note == ("chicago", ["-m", "gunicorn"])
    assert f"http://127.0.0.1:{os.environ['PORT']}" in capsys.readouterr().out


def test_the_server_only_serves_what_is_there(served, tmp_path):
    with Store(tmp_path, "demo").draft() as draft:
        draft.publish({})
    launch.main([])
    assert [note[0] for note in served] == ["demo"]
    assert served[0][1] == ["-m", "gunicorn"]


@pytest.mark.parametrize("words", [["--source", "a.csv", "b.csv"], ["--recent", "all"], ["--boundaries", "x"]])
def test_the_server_passes_on_what_to_build(served, tmp_path, words):
    with Store(tmp_path, "demo").draft() as draft:
        draft.publish({})
    launch.main(words)
    request = served[0][1]
    assert request.exports == ((Path("a.csv"), Path("b.csv")) if "--source" in words else ())
    assert request.recent == (building.ALL_RECORDS if "--recent" in words else building.RECENT_RECORDS)
    assert request.boundaries == (Path("x") if "--boundaries" in words else None)


def test_a_build_that_fails_is_not_served(served, monkeypatch, capsys):
    def fail(*_) -> None:
        raise BadExportError("a.csv is a web page; download the export again.")

    monkeypatch.setattr(building, "build", fail)
    assert launch.main([]) == 2
    assert capsys.readouterr().err == "a.csv is a web page; download the export again.\n"
    assert served == []


def test_a_public_platform_is_refused_before_anything_else(served, monkeypatch, capsys):
    monkeypatch.setenv("DYNO", "web.1")
    assert launch.main([]) == 2
    assert "PATROLIQ_PUBLIC=1" in capsys.readouterr().err
    assert served == []
    monkeypatch.setenv("PATROLIQ_PUBLIC", "1")
    assert launch.main([]) == 0


@pytest.mark.parametrize("words", [["--help"], *([each, "--help"] for each in ("build", "status", "verify", "sweep"))])
def test_every_command_explains_itself(words, capsys):
    with pytest.raises(SystemExit) as end:
        pipeline.main(words)
    assert end.value.code == 0
    assert len(capsys.readouterr().out) > 200


@pytest.mark.parametrize("recent", ["0", "-5", "many", "1.5", ""])
def test_an_odd_scope_is_refused(recent, capsys):
    with pytest.raises(SystemExit) as end:
        pipeline.main(["build", "--recent", recent])
    assert end.value.code == 2
    assert "neither a number of records, such as 500000, nor all" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["status"], "There is no build of demo yet; run scripts/server"),
        (["sweep", "--query", "k=8"], "There is no build of demo yet"),
        (["sweep", "--query", "k=8&k=9"], "names a parameter twice"),
        (["build", "--city", "atlantis"], "There is no city 'atlantis'; choose one of"),
        (["build", "--source", "nothing.csv"], "nothing.csv is not a file"),
        (["build", "--source", __file__, "--boundaries", "nowhere"], "nowhere is not a folder"),
    ],
)
def test_a_fault_is_one_sentence_on_stderr(words, sentence, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    monkeypatch.delenv("PATROLIQ_CITY", raising=False)
    assert pipeline.main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert sentence in captured.err.strip().splitlines()[-1]


def test_checksums_are_verified(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    with Store(tmp_path, "demo").draft() as draft:
        draft.write_json("facts", 1)
        built = draft.publish({})
    assert pipeline.main(["verify", "--city", "demo"]) == 0
    assert "every checksum agrees" in capsys.readouterr().out
    (built.path / "facts.json").write_text("2")
    assert pipeline.main(["verify", "--city", "demo"]) == 1
    assert "checksum of facts.json is wrong" in capsys.readouterr().out


@pytest.mark.slow
def test_the_search_reports_progress_and_a_result_line_by_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    monkeypatch.setattr("core.cities.city.load", lambda _: small.city())
    small.publish(tmp_path, small.incidents(1_500))
    assert pipeline.main(["sweep", "--city", "small", "--query", "?types=THEFT&algorithm=dbscan"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    shares = [line["share"] for line in lines[:-1]]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(line["message"] for line in lines[:-1])
    result = lines[-1]["result"]
    assert {row["algorithm"] for row in result["settings"]} == {"kmeans", "dbscan", "hierarchical"}
    assert result["rule"]
    assert result["query"] is None or result["query"]["types"] == "THEFT"
    assert "NaN" not in json.dumps(result)


def test_a_bar_at_a_terminal_keeps_to_one_line():
    class Terminal:
        written = ""

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> None:
            self.written += text

        def flush(self) -> None:
            pass

    terminal = Terminal()
    bar = Bar(terminal)
    bar(0.25, "Folding " + "x" * 500)
    bar(1.0, "Done")
    bar.clear()
    assert "\n" not in terminal.written
    assert " 25% Folding" in terminal.written
    assert max(len(part) for part in terminal.written.split("\r")) < shutil.get_terminal_size().columns


def test_a_bar_in_a_log_writes_few_lines(capsys):
    bar = Bar(sys.stderr)
    for step in range(100):
        bar(step / 100, "working")
    assert capsys.readouterr().err == "  0% working\n"
