"""A real browser, as somebody has it on a phone or a desk."""

import os
import shutil
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SCREENS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}


def started(playwright: Playwright) -> Browser:
    """The installed Chromium. Its own sandbox does not run as root, as in a container."""
    as_root = ["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else []
    return playwright.chromium.launch(executable_path=CHROMIUM, args=as_root)


def opened_by(browser: Browser, *, screen: str = "desktop", **options: Any) -> BrowserContext:
    """A browser of somebody with this screen, who lets pages use the clipboard."""
    phone = screen == "phone"
    context = browser.new_context(viewport=SCREENS[screen], is_mobile=phone, has_touch=phone, **options)  # type: ignore[arg-type]
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context
