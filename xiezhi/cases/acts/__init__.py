"""Effects of the acts of a case, one module per stage; the only place of the app that writes."""

from xiezhi.cases.acts import (
    closing,
    deliberation,
    filing,
    hearings,
    judgment,
    limits,
    recusal,
)

__all__ = ["closing", "deliberation", "filing", "hearings", "judgment", "limits", "recusal"]
