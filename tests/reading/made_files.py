"""Files as other programs make them: crawls, feeds, pages of several news systems, PDF."""

import io
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

WORDS = "The embassy said on Monday that Norway would give Malawi a grant of 40 million kroner for rural clinics."
STORY = "".join(f"<p>{WORDS.replace('40', str(n))} It is paragraph {n} of the story.</p>" for n in range(41, 47))


def page(head: str = "", body: str = STORY, charset: str = "utf-8") -> bytes:
    markup = f"""<!DOCTYPE html><html><head><title>Clinics for Malawi</title>{head}</head>
    <body><nav><a href="/">Home</a></nav><article><h1>Clinics for Malawi</h1>{body}</article></body></html>"""
    return markup.encode(charset)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def crawl(*pages: tuple[str, bytes, str, str], packed: bool = True) -> bytes:
    """Make a WARC of (address, body, status, content type), with the other records that a crawler writes."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("made.warc", {"software": "made"}))
    for url, body, status, kind in pages:
        request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=request))
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return out.getvalue()


def pdf(*pages: str, title: str = "Clinics") -> bytes:
    """Make a PDF with lines of text, each page's in one stream, with a table of where its objects are."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for n, text in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj" for line in text.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET".encode()
        fonts = "/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 600 800]"
        objects.append(f"<< /Type /Page /Parent 2 0 R {fonts} /Contents {5 + 2 * n} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects.append(f"<< /Title ({title}) >>".encode())
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF"
    return made + head + table + tail % (len(objects) + 1, len(objects), len(made))
