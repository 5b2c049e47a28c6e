"""A data portal on this machine that speaks SoQL and misbehaves on request."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import deque
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from urllib.parse import parse_qs, urlsplit

from core import columns as col

DATASET = "ijzp-q8t2"
PATIENCE_S = 60


def row(number, date):
    """A record as the API writes it; its block holds what CSV must quote."""
    facts = {"case_number": f"JB{number}", "block": '0010X "A", B\nST', "iucr": "0820", "primary_type": "THEFT"}
    facts |= {"arrest": "false", "domestic": "true", "beat": "0722", "district": "007", "ward": "6", "year": "2018"}
    facts |= {"community_area": "68", "fbi_code": "06", "latitude": "41.77", "longitude": "-87.64"}
    facts |= {"id": number, "date": date, "updated_on": "2018-12-01T15:00:00.000"}
    return tuple(facts.get(column) for column in col.PORTAL)


def make_rows(count):
    """Records in no order; every second one shares its date with the one before."""
    rows = []
    for number in range(count):
        day, minute = divmod((number // 2) * 37 % 20_000, 1440)
        date = f"2018-{1 + day // 28:02d}-{1 + day % 28:02d}T{minute // 60:02d}:{minute % 60:02d}:00.000"
        rows.append(row(10_000 + number * 7919 % 100_003, date))
    return rows


class Portal:
    """Rows in SQLite, whose WHERE and ORDER BY read like SoQL's.

    `faults` are taken one by one by requests for records; `asked` are their parameters.
    """

    def __init__(self, rows):
        self.database = sqlite3.connect(":memory:", check_same_thread=False)
        self.database.execute(f"CREATE TABLE records (id INTEGER, {', '.join(col.PORTAL[1:])})")
        self.lock = Lock()
        self.faults = deque()
        self.count_faults = deque()
        self.asked = []
        self.headers = []
        self.outlines = {}
        self.stuck = Event()
        self.release = Event()
        self.url = ""
        self.add(rows)

    def add(self, rows):
        with self.lock:
            self.database.executemany(f"INSERT INTO records VALUES ({', '.join('?' * len(col.PORTAL))})", rows)

    def remove(self, number):
        with self.lock:
            self.database.execute("DELETE FROM records WHERE id = ?", (number,))

    def ids(self, condition="1"):
        query = f"SELECT id FROM records WHERE {condition} ORDER BY date DESC, id DESC"
        with self.lock:
            return [row[0] for row in self.database.execute(query)]

    def add_outlines(self, city):
        """Answer for every territory that the city looks for here."""
        for one in city.territories:
            feature = {"type": "Feature", "properties": {one.code_properties[0]: "7"}, "geometry": None}
            body = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
            self.outlines[f"/resource/{one.portal_dataset}.geojson"] = body

    def wait_until_stuck(self, process):
        """Wait until a request of this child process hangs; a child that ends instead fails with what it said."""
        for _ in range(PATIENCE_S * 20):
            if self.stuck.wait(0.05):
                return
            if process.poll() is not None:
                break
        process.kill()
        _out, said = process.communicate()
        msg = f"The download ended with code {process.returncode} and never hung: {said}"
        raise AssertionError(msg)

    def count(self, params):
        query = f"SELECT count(*) FROM records WHERE {params['$where']}"
        with self.lock:
            return self.database.execute(query).fetchone()[0]

    def page(self, params):
        query = f"SELECT * FROM records WHERE {params['$where']} ORDER BY {params['$order']} LIMIT {params['$limit']}"
        with self.lock:
            rows = self.database.execute(query).fetchall()
        text = io.StringIO()
        csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([col.PORTAL, *rows])
        return text.getvalue().encode()


BODIES = {
    "html": b"<!DOCTYPE html><title>Maintenance</title>",
    "empty": b"",
    "other columns": b'"name","colour"\n"a","b"\n',
}
CHANGED = {
    "short": {"$limit": "70"},
    "no rows": {"$limit": "0"},
    "repeated": {"$where": "1"},
    "unordered": {"$order": "id"},
}
"""Faults that answer another question than was asked."""


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_args):
        pass

    def send(self, status, body, headers=(), length=None):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        portal = self.server.portal
        address = urlsplit(self.path)
        params = {name: values[0] for name, values in parse_qs(address.query).items()}
        portal.headers.append(dict(self.headers))
        if address.path == f"/resource/{DATASET}.json":
            lie = portal.count_faults.popleft() if portal.count_faults else 0
            self.send(200, json.dumps([{"count": str(portal.count(params) + lie)}]).encode())
        elif address.path == f"/resource/{DATASET}.csv":
            portal.asked.append(params)
            self.answer(portal.faults.popleft() if portal.faults else "", params)
        elif address.path in portal.outlines:
            self.send(200, portal.outlines[address.path])
        else:
            self.send(404, b'{"error": true, "message": "Cannot find that dataset."}')

    def answer(self, fault, params):
        portal = self.server.portal
        if fault == "hangs":
            portal.stuck.set()
            portal.release.wait(PATIENCE_S)
        if fault in {"hangs", "dropped"}:
            self.connection.close()
        elif fault.startswith("429"):
            self.send(429, b"busy", [("Retry-After", fault.removeprefix("429").strip() or "7")])
        elif fault.isdigit():
            self.send(int(fault), b"busy")
        else:
            self.records(fault, params)

    def records(self, fault, params):
        """Answer with records, or with what is left of them."""
        page = self.server.portal.page
        body = page({**params, **CHANGED.get(fault, {})})
        if fault in {"truncated", "cut"}:
            whole, body = len(body), body[: len(body) // 2]
            self.send(200, body, length=whole if fault == "truncated" else None)
        else:
            self.send(200, BODIES.get(fault, body))


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_args):
        """A client that was killed is part of the test."""


@contextmanager
def serving(rows):
    portal = Portal(rows)
    server = Server(("127.0.0.1", 0), Handler)
    server.portal = portal
    portal.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield portal
    finally:
        portal.release.set()
        server.shutdown()
        thread.join()
        server.server_close()
        portal.database.close()
