"""Where connections may go."""

from __future__ import annotations

import socket

import pytest

from corpus.errors import FetchStopped
from corpus.fetching.addresses import Site, canonical
from corpus.fetching.networks import Networks, NotPublic

PRIVATE = """127.0.0.1 127.8.9.1 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.100.100.200 224.0.0.1
255.255.255.255 192.0.2.1 198.18.0.1 240.0.0.1 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 fec0::1 ff02::1
::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::a00:1 64:ff9b::7f00:1 2002:7f00:1:: 2002:a9fe:a9fe:: 2001:db8::1 ::127.0.0.1
2001:0:7f00:1:: localhost example.org""".split()
PUBLIC = "8.8.8.8 93.184.215.14 2606:2800:21f:cb07:6820:80da:af6b:8b2c 64:ff9b::808:808".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused_in_all_their_forms(address: str) -> None:
    assert not Networks().allow(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_allowed(address: str) -> None:
    assert Networks().allow(address)


def test_only_what_the_maintainer_tells_is_allowed_besides() -> None:
    networks = Networks(["10.1.0.0/16", "::1"])
    assert networks.allow("10.1.2.3")
    assert networks.allow("::1")
    assert not networks.allow("10.2.0.1")
    with pytest.raises(FetchStopped, match="write it as"):
        Networks(["intranet"])


def test_no_socket_is_made_for_a_private_address() -> None:
    info = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))
    with pytest.raises(NotPublic, match="public internet"):
        Networks().socket(info)
    Networks(["127.0.0.1"]).socket(info).close()


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org", "https://example.org/"),
        (" HTTP://Example.org:80/a?b=1#c ", "http://example.org/a?b=1"),
        ("https://bücher.example/ä ö", "https://xn--bcher-kva.example/%C3%A4%20%C3%B6"),
        ("/news/1", "https://example.org/news/1"),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("https://me:secret@example.org/", None),
        ("https://example.org:port/", None),
        ("http://[::1", None),
        ("https://example.org/" + "a" * 3000, None),
    ],
)
def test_addresses_have_one_form(written: str, address: str | None) -> None:
    assert canonical(written, "https://example.org/sitemap.xml") == address


def test_a_site_is_its_host_with_and_without_www() -> None:
    site = Site(["https://www.example.org/blog/"])
    assert site.has("http://example.org/")
    assert not site.has("https://example.com/")
    assert not site.has("https://example.org:8443/")
