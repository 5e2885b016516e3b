"""Makes the documents that tests read: PDFs drawn line by line, packages of word processors, books."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

LINE = tuple[float, float, float, str]
"""Left edge, baseline, size, and what is drawn there."""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(*pages: Iterable[LINE], info: Mapping[str, str] | None = None, marks: str = "") -> bytes:
    """Return a PDF in Helvetica.

    Args:
        pages: the lines of each.
        info: its document information.
        marks: what stands in front of the content of each page, as it is.
    """
    fields = "".join(f"/{name} ({value})" for name, value in (info or {}).items())
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", font, f"<< {fields} >>"]
    kids = []
    for lines in pages:
        drawn = "".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj ET\n" for x, y, size, text in lines)
        content = f"{marks}{drawn}"
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"{page} /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{one}\nendobj\n".encode("cp1252"))
    start = out.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n"
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode())
    return out.getvalue()


def column(text: str, left: float = 72, top: float = 700, size: float = 10, leading: float = 12) -> list[LINE]:
    """Return the lines of a text one below the other."""
    return [(left, top - number * leading, size, line) for number, line in enumerate(text.split("\n"))]


def package(members: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Return a document of Word with a body, and other parts by their names."""
    styles = "".join(
        f'<w:style w:styleId="{number}"><w:name w:val="{name}"/></w:style>'
        for number, name in (("H1", "heading 1"), ("T", "Title"), ("Beschriftung", "caption"))
    )
    named = {
        f"word/{name}.xml": f"<w:{name} {W}>{inside}</w:{name}>" for name, inside in parts.items() if name != "core"
    }
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
            "docProps/core.xml": parts.get("core", "<core/>"),
            **named,
        }
    )


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph of Word."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(text: str, meta: str = "", manifest: str = "") -> bytes:
    """Return an OpenDocument text."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:body><office:text>{text}</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f"<meta>{meta}</meta>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def epub(documents: Mapping[str, str], metadata: str = "", **members: str) -> bytes:
    """Return a book of documents, the bodies of which are given by name; others by their place in it."""
    items = "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in documents)
    spine = "".join(f'<itemref idref="{n}"/>' for n in documents)
    return package(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="OPS/book.opf"/></container>',
            "OPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><metadata>{metadata}</metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{
                f"OPS/{n}.xhtml": f"<html><head><title>x</title></head><body>{body}</body></html>"
                for n, body in documents.items()
            },
            **{name.replace("__", "/"): data for name, data in members.items()},
        }
    )


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
