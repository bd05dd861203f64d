"""Signing in and out, and how a session ends."""

from tests.console.opened import Opened


def test_an_operator_signs_in_and_out(console: Opened) -> None:
    browser = console.signed_in("Ana")
    assert browser.get("/").status_code == 200
    out = browser.post("/sign-out")
    assert (out.status_code, out.headers["location"]) == (303, "/console/sign-in")
    assert browser.get("/").headers["location"] == "/console/sign-in"
