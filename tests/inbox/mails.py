"""Mails as they lie in a mailbox, written by code."""

from email.message import EmailMessage

ASHA = "asha.mrisho@mbarali.go.tz"


def mail(
    text: str = "Printa ya masijala haichapishi.",
    *,
    sender: str = f"Asha Mrisho <{ASHA}>",
    subject: str = "Printa",
    number: str = "",
    **headers: str,
) -> EmailMessage:
    """Write an honest mail; further headers are named with _ for each hyphen."""
    made = EmailMessage()
    made["From"] = sender
    made["To"] = "msaada@mbarali.go.tz"
    made["Subject"] = subject
    made["Date"] = "Mon, 02 Mar 2026 08:55:00 +0300"
    made["Message-ID"] = number or f"<{abs(hash((text, subject, sender)))}@mbarali.go.tz>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def raw(head: str | bytes, body: str | bytes = "Habari") -> bytes:
    """Put bytes together that no library would write; the head needs no sender of its own."""
    parts = [one.encode() if isinstance(one, str) else one for one in (head, body)]
    lines = parts[0].strip(b"\n").replace(b"\n", b"\r\n")
    return lines + b"\r\n\r\n" + parts[1] + b"\r\n"
