"""Asks for each of the requests [method, target, {field: value}] in the second argument, a JSON array, and prints what
httplint says of the answers: [{"status", "notes": [[level, name, summary]]}]."""

import json
import socket
import sys
import time

from httplint import HttpRequestLinter, HttpResponseLinter


def exchange(address, method, target, fields):
    """The bytes of the answer."""
    host, port = address.rsplit(":", 1)
    lines = [f"{method} {target} HTTP/1.1", f"Host: {address}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        answer = b""
        while piece := connection.recv(1 << 16):
            answer += piece
    return answer


def split(line):
    name, value = line.split(b":", 1)
    return name, value.strip()


def lint(address, method, target, fields):
    start = time.time()
    head, content = exchange(address, method, target, fields).split(b"\r\n\r\n", 1)
    top, *lines = head.split(b"\r\n")
    version, status, phrase = top.split(b" ", 2)
    request = HttpRequestLinter(start_time=start)
    request.process_request_topline(method.encode(), f"http://{address}{target}".encode(), b"1.1")
    request.process_headers([(name.encode(), value.encode()) for name, value in fields.items()])
    request.finish_content(True)
    linter = HttpResponseLinter(start_time=start, no_content=method == "HEAD", _related=request)
    linter.base_uri = f"http://{address}{target}"
    linter.process_response_topline(version.split(b"/")[1], status, phrase)
    linter.process_headers([split(line) for line in lines])
    linter.feed_content(content)
    linter.finish_content(True)
    notes = [note for parent in linter.notes for note in [parent, *parent.subnotes]]
    return {
        "status": int(status),
        "notes": [[note.level.name, type(note).__name__, str(note.summary)] for note in notes],
    }


address, requests = sys.argv[1:]
print(json.dumps([lint(address, *request) for request in json.loads(requests)]))
