"""Who is told what, and when it is too late to tell."""

from datetime import datetime, timedelta

NEWS = timedelta(days=1)


def is_news(at: datetime, *, now: datetime) -> bool:
    """Tell whether it is worth a message: nobody shall read today of last year's repair."""
    return now - at <= NEWS
