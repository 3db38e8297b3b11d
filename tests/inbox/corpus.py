"""Mails that nobody honest writes, and broken ones that somebody honest might; made by code."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from helpdesk.inbox.rules import Reason, State
from tests.inbox.mails import ASHA, mail, raw

ME = f"From: Asha <{ASHA}>\nTo: msaada@mbarali.go.tz\n"
DESK = "msaada@mbarali.go.tz"
PLAIN = "Content-Type: text/plain; charset="
TAKEN = State.TAKEN


@dataclass(frozen=True)
class Case:
    """A mail, and what becomes of it: taken, or left for this reason."""

    name: str
    raw: bytes
    becomes: State | Reason = TAKEN


def corpus() -> list[Case]:
    groups = (letters(), pages(), structures(), heads(), senders(), machines(), files())
    return [case for group in groups for case in group]


def letters() -> Iterator[Case]:
    """Bytes that are not what they claim to be."""
    yield Case("honest", mail().as_bytes())
    yield Case("8-bit subject", raw(f"{ME}Subject: Printa – “haichapishi” à\n{PLAIN}utf-8"))
    yield Case("latin-1 called utf-8", raw(f"{ME}Subject: a\n{PLAIN}utf-8", b"\xe9 \xff\xfe"))
    for charset in ("x-swahili", "punycode", "base64", "unicode_escape", "idna", "utf-7", "''"):
        yield Case(f"charset {charset}", raw(f"{ME}Subject: a\n{PLAIN}{charset}", "a" * 90_000))
    yield Case("8-bit called ascii", raw(f"{ME}Subject: a\n{PLAIN}us-ascii", "“Habari” – à"))
    yield Case("utf-16", raw(f"{ME}Subject: a\n{PLAIN}utf-16", "Habari".encode("utf-16")))
    yield Case("null bytes", raw(f"{ME}Subject: a\x00b", b"a\x00b\x00" * 50))
    yield Case("terminal codes", raw(f"{ME}Subject: \x1b[31ma\x07", "\x1b]0;x\x07\x1b[2J Habari"))
    yield Case("turned round", raw(f"{ME}Subject: gpj.\u202eexe.picha\u200b", "\u202e\u2066 a"))
    yield Case("towers of marks", raw(f"{ME}Subject: a", "Z" + "\u0315\u0300" * 40_000))
    yield Case("lone surrogates", raw(f"{ME}Subject: \ud800".encode("utf-8", "surrogatepass")))
    yield Case("one word of 2 MB", raw(f"{ME}Subject: a", "x" * 2_000_000))
    yield Case("10,000 quoted lines", raw(f"{ME}Subject: Re: a", "> a\r\n" * 10_000 + "b"))
    yield Case("code", raw(f"{ME}Subject: {{{{ 7*7 }}}}<script>alert(1)</script>", "' OR 1=1; --"))
    yield Case("formula", raw(f"{ME}Subject: =cmd|' /C calc'!A0", "=1+1"))


def pages() -> Iterator[Case]:
    """HTML alone."""
    html = f"{ME}Subject: a\nContent-Type: text/html; charset=utf-8"
    yield Case("script", raw(html, "<p>Habari</p><script>alert('siri')</script><b onload=x>a"))
    yield Case("far picture", raw(html, '<img src="http://evil.example/1.gif">Habari'))
    yield Case("bad link", raw(html, '<a href="javascript:alert(1)">bofya</a>'))
    yield Case("only openings", raw(html, "<" * 200_000))
    yield Case("only declarations", raw(html, "<!" * 100_000))
    yield Case("comment without end", raw(html, "Habari <!-- siri " + "-" * 50_000))
    yield Case("100,000 boxes", raw(html, "<div>" * 100_000 + "Habari"))
    yield Case("attributes", raw(html, "<a " + "a=" * 50_000 + ">Habari"))


def structures() -> Iterator[Case]:
    """Parts within parts."""
    deep = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(1000)
    )
    yield Case("1,000 deep", (ME + "Subject: a\n" + deep).encode(), Reason.TOO_MANY_PARTS)
    head = f'{ME}Subject: a\nContent-Type: multipart/mixed; boundary="b"'
    part = "--b\r\nContent-Type: text/plain\r\n\r\na\r\n"
    yield Case("1,000 parts", raw(head, part * 1000 + "--b--"), Reason.TOO_MANY_PARTS)
    inner = "Content-Type: message/rfc822\r\n\r\n" * 100
    yield Case("mails in mails", raw(f"{ME}Subject: a\n{inner}"), Reason.TOO_MANY_PARTS)
    yield Case("no boundary", raw(f"{ME}Subject: a\nContent-Type: multipart/mixed"))
    yield Case("boundary not closed", raw(head, part + "--b\r\n\r\nb"))
    yield Case("empty boundary", raw(f'{ME}Subject: a\nContent-Type: multipart/mixed; boundary=""'))
    yield Case("nonsense for a type", raw(f"{ME}Subject: a\nContent-Type: ;;/=\x01\ncharset"))
    yield Case("broken base64", raw(f"{ME}Subject: a\nContent-Transfer-Encoding: base64", "!?=a"))
    yield Case("uuencode", raw(f"{ME}Subject: a\nContent-Transfer-Encoding: x-uuencode", "begin"))
    yield Case("nothing in it", raw(f"{ME}Subject:", ""), Reason.EMPTY)
    yield Case("no mail at all", b"\xff\xfe garbage \x00 " * 50, Reason.NO_SENDER)
    yield Case("a head alone", f"{ME}Subject: a".encode())


def heads() -> Iterator[Case]:
    """Heads that are too long, or say too much."""
    many = "".join(f"X-{n}: a\n" for n in range(3000))
    yield Case("3,000 headers", raw(ME + many), Reason.TOO_MANY_HEADERS)
    yield Case("header of 1 MB", raw(f"{ME}X-A: {'a' * 1_000_000}"), Reason.TOO_MANY_HEADERS)
    yield Case("encoded words", raw(f"{ME}Subject: {'=?a?q?' * 10_000}"))
    yield Case("unreadable words", raw(f"{ME}Subject: =?utf-8?b?!!!?= =?hex?q?a?= =?utf-8?x?b?="))
    yield Case("references", raw(f"{ME}Subject: a\nReferences: {'<a@b> ' * 10_000}"))
    yield Case("number of 10 kB", raw(f"{ME}Subject: a\nMessage-ID: <{'a' * 10_000}@b>"))
    yield Case("no number", raw(f"{ME}Subject: hakuna namba"))
    yield Case("folded injection", raw(f"{ME}Subject: a\n Bcc: x@evil.example\n X-Loop: a"))
    named = "=?utf-8?q?a=0D=0ABcc=3A_x=40evil.example?="
    yield Case("encoded injection", raw(f"From: {named} <{ASHA}>\nSubject: {named}"))
    bare = named.replace("=3A", ":").replace("=40", "@")
    yield Case("injection in the open", raw(f"From: {bare} <{ASHA}>\nSubject: a"), Reason.NO_SENDER)


def senders() -> Iterator[Case]:
    """Who it is from, as they say."""
    two = f"{ME}From: other@evil.example\nSubject: a"
    yield Case("no sender", raw("To: a@b\nSubject: a"), Reason.NO_SENDER)
    yield Case("two senders", raw(two), Reason.NO_SENDER)
    both = f"From: {ASHA}, juma@evil.example\nSubject: a"
    yield Case("two addresses", raw(both), Reason.NO_SENDER)
    encoded = f"From: =?utf-8?q?{ASHA.replace('@', '=40')}?= <x@evil.example>\nSubject: a"
    yield Case("address for a name", raw(encoded), Reason.UNKNOWN_SENDER)
    quoted = f'From: "{ASHA}" <x@evil.example>\nSubject: a'
    yield Case("quoted address for a name", raw(quoted), Reason.UNKNOWN_SENDER)
    yield Case("stranger", raw("From: mgeni@gmail.example\nSubject: a"), Reason.UNKNOWN_SENDER)
    answer = "From: x@evil.example\nSubject: Re: a\nIn-Reply-To: <abc@helpdesk.invalid>"
    yield Case("stranger who answers", raw(answer), Reason.UNKNOWN_SENDER)
    yield Case("database words", raw("From: a'--@evil.example\nSubject: a"), Reason.UNKNOWN_SENDER)


def machines() -> Iterator[Case]:
    """What programs write to programs."""
    marks = {
        "out of office": "Auto-Submitted: auto-replied (vacation)",
        "generated": "Auto-Submitted: auto-generated",
        "bulk": "Precedence: bulk",
        "list": "List-Id: <habari.example>",
        "null sender": "Return-Path: <>",
        "away in words": "Subject: Automatic reply: Ombi limetatuliwa",
    }
    for name, mark in marks.items():
        yield Case(name, raw(f"{ME}{mark}"), Reason.AUTOMATIC)
    yield Case("our mark", raw(f"{ME}Subject: a\nX-Loop: {DESK.upper()}"), Reason.LOOP)
    yield Case("our address", raw(f"From: Dawati <{DESK}>\nSubject: a"), Reason.LOOP)
    yield Case("daemon", raw("From: MAILER-DAEMON\nSubject: Undelivered"), Reason.RETURNED)


def files() -> Iterator[Case]:
    """What comes along."""
    yield Case("program called picture", attached("picha.png", b"MZ\x90\x00" * 100))
    yield Case("name that climbs", attached("../../../etc/passwd", b"%PDF-1.4"))
    yield Case("drawing with script", attached("a.svg", b"<svg onload='alert(1)'/>"))
    yield Case("name of 5,000 letters", attached("a" * 5000 + ".pdf", b"%PDF-1.4"))
    yield Case("bomb of points", attached("a.png", bomb()))
    yield Case("cut picture", attached("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 20))
    letter = mail("Viambatisho")
    for number in range(50):
        letter.add_attachment(
            b"%PDF-1.4", maintype="application", subtype="pdf", filename=f"{number}"
        )
    yield Case("50 files", letter.as_bytes())
    broken = "Content-Disposition: attachment; filename*0*=utf-99'sw'%ZZ; filename*2=b"
    yield Case("broken name", raw(f"{ME}Subject: a\nContent-Type: image/png\n{broken}", "a"))


def attached(name: str, content: bytes) -> bytes:
    head = f'{ME}Subject: Kiambatisho {len(name)}\nContent-Type: multipart/mixed; boundary="b"'
    file = (
        "--b\r\nContent-Type: text/plain\r\n\r\nHabari\r\n--b\r\nContent-Type: image/png\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(content).decode()}\r\n--b--"
    )
    return raw(head, file)


def bomb() -> bytes:
    """A picture that unpacks to 900 million points."""
    small = BytesIO()
    Image.new("1", (1, 1)).save(small, "PNG")
    content = bytearray(small.getvalue())
    content[16:24] = (30_000).to_bytes(4, "big") * 2
    return bytes(content)
