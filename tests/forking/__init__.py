"""Processes of ``python -m bot`` that begin where all of them have finished importing: half of what tests cost."""

from tests.forking.process import Process, run

__all__ = ["Process", "run"]
