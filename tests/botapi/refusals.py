"""Names the ways in which Telegram refuses a call, with the words that Telegram uses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Refusal:
    """What Telegram answers instead of a result.

    Attributes:
        error_code: The HTTP status too; 0 when the connection was cut before the call was acted on.
        description: Telegram's sentence for people.
        parameters: Telegram's ResponseParameters, such as retry_after in seconds.
    """

    error_code: int
    description: str
    parameters: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Gives Telegram's envelope for a call that failed."""
        envelope = {"ok": False, "error_code": self.error_code, "description": self.description}
        return envelope | ({"parameters": dict(self.parameters)} if self.parameters else {})


class RefusedError(Exception):
    """A call that Telegram would refuse.

    Attributes:
        refusal: The answer that the bot gets.
    """

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.description)
        self.refusal = refusal


def bad_request(reason: str, **parameters: int) -> RefusedError:
    """Makes the error of a call that is wrong and will be wrong again."""
    return RefusedError(Refusal(400, f"Bad Request: {reason}", parameters))


def forbidden(reason: str) -> RefusedError:
    """Makes the error of a chat that does not want the bot."""
    return RefusedError(Refusal(403, f"Forbidden: {reason}"))


def conflict(reason: str) -> RefusedError:
    """Makes the error of a bot whose updates go elsewhere."""
    return RefusedError(Refusal(409, f"Conflict: {reason}"))


def too_many_requests(retry_after: int) -> RefusedError:
    """Makes the error of a bot that writes too fast and must wait `retry_after` seconds."""
    return RefusedError(Refusal(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}))


OTHER_POLL: Final = "terminated by other getUpdates request; make sure that only one bot instance is running"
UNAUTHORIZED: Final = Refusal(401, "Unauthorized")
NOT_FOUND: Final = Refusal(404, "Not Found")
DROPPED: Final = Refusal(0, "connection cut before the call was acted on")
