"""What tests ask of a process's metrics and health."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Mapping

from prometheus_client.parser import text_string_to_metric_families

LIMIT = 120
Samples = Mapping[tuple[str, tuple[str, ...]], float]
"""Values by name and values of labels."""


def got(port: int, path: str) -> tuple[int, str]:
    """Return the status and the text that a port answers with; 0 where nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8")
    except ConnectionError:
        return 0, ""
    finally:
        connection.close()


def wait_until(port: int, path: str, status: int) -> str:
    """Wait until a port answers with a status; return the text."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        found, text = got(port, path)
        if found == status:
            return text
        time.sleep(0.1)
    raise AssertionError((path, found, text))


def samples_of(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """Return the samples of a scrape."""
    return {
        (one.name, tuple(one.labels.values())): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


def names_in(query: str) -> set[str]:
    """Return the metrics that something written in PromQL names."""
    return set(re.findall(r"\b(?:dateline|process)_[a-z_]+", query))
