"""The hub opens nobody's address inside its own network, however it is written."""

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from accelerator.mentors.rules.addresses import (
    NotOpened,
    Target,
    Trouble,
    is_public,
    redirected,
    target_of,
)

INNER = [
    ip_network(each)
    for each in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4",
        "240.0.0.0/4",
    )
]  # fmt: skip
v4 = st.sampled_from(INNER).flatmap(
    lambda net: st.integers(int(net.network_address), int(net.broadcast_address)).map(IPv4Address)
)


@given(v4)
@example(IPv4Address("169.254.169.254"))
def test_an_inner_address_is_refused_in_every_guise(inner: IPv4Address) -> None:
    number = int(inner)
    guises = [
        str(inner),
        str(IPv6Address((0xFFFF << 32) | number)),
        str(IPv6Address((0x2002 << 112) | (number << 80))),
        str(IPv6Address(int(IPv6Address("64:ff9b::")) | number)),
    ]
    assert not any(is_public(guise) for guise in guises)


@pytest.mark.parametrize("address", ["::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
                                     "", "localhost", "1.1.1.1%eth0"])  # fmt: skip
def test_these_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111"])
def test_these_are(address: str) -> None:
    assert is_public(address)


@given(st.text(max_size=60))
@example("https://user:secret@calendar.example/x.ics")
@example("https://calendar.example:8443/x.ics")
@example("http://calendar.example/x.ics")
@example("https://127.0.0.1/x.ics")
@example("https://[::1]/x.ics")
@example("file:///etc/passwd")
def test_what_is_opened_is_https_without_a_name_in_it(text: str) -> None:
    for url in (text, f"https://{text}", f"https://calendar.example/{text}"):
        try:
            target = target_of(url)
        except NotOpened:
            continue
        assert target.path.startswith("/")
        assert (target.url.isascii(), "@" in target.host, " " in target.url) == (True, False, False)
        assert not any(ord(sign) < 33 for sign in target.url)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://user:secret@calendar.example/x.ics", Trouble.NOT_HTTPS),
        ("https://calendar.example:8443/x.ics", Trouble.NOT_HTTPS),
        ("http://calendar.example/x.ics", Trouble.NOT_HTTPS),
        ("https://10.0.0.7/x.ics", Trouble.NOT_PUBLIC),
        ("https://[::ffff:10.0.0.7]/x.ics", Trouble.NOT_PUBLIC),
        ("https://calendar.example/a\r\nHost: inner/x.ics", Trouble.NOT_HTTPS),
    ],
)
def test_these_are_not_opened(url: str, why: Trouble) -> None:
    with pytest.raises(NotOpened) as refusal:
        target_of(url)
    assert refusal.value.why is why


def test_calendar_programs_write_webcal_and_answers_send_on_by_path() -> None:
    target = target_of("webcal://Calendar.Example/private-1/basic.ics?x=ü")
    assert target == Target("calendar.example", "/private-1/basic.ics?x=%C3%BC")
    assert redirected(target, "/other.ics") == Target("calendar.example", "/other.ics")
    with pytest.raises(NotOpened):
        redirected(target, "http://calendar.example/other.ics")
    with pytest.raises(NotOpened):
        redirected(target, "https://192.168.0.1/other.ics")
