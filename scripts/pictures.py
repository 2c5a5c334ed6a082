"""Takes pictures of the console as it shows the sample city: `pictures.py ADDRESS DATA_DIR FOLDER`.

A system must run there (`make up` prints its address). Each screen is taken on both grounds, as
wide as a desk and as a telephone, in both languages; nothing is changed but how pages are shown to
these people."""

import shutil
import sys
from itertools import product
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

SCREENS: Final = {
    "dispatch": ("dispatcher-1", "/dispatch"),
    "orders": ("head-1", "/orders"),
    "unit": ("water-clerk", "/unit"),
    "intake": ("seat-1", "/intake"),
    "emergency": ("seat-1", "/intake?urgency=emergency"),
    "review": ("reviewer-1", "/review"),
    "callback": ("callback-1", "/callback"),
    "own-account": ("water-clerk", "/me"),
    "not-there": ("water-clerk", "/orders/20000101-000001"),
}
GROUNDS: Final = ("light", "dark")
SIZES: Final = {"desk": (1366, 768), "phone": (360, 740)}
LANGUAGES: Final = ("zh", "en")


def main(address: str, data_dir: str, folder: str) -> None:
    """Take every picture."""
    lines = Path(data_dir, "accounts.txt").read_text("utf-8").splitlines()
    passwords = {line.split("\t")[0]: line.split("\t")[1] for line in lines if "\t" in line}
    Path(folder).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        found = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for name, (person, path) in SCREENS.items():
            page = _signed_in(browser, address, person, passwords[person])
            for ground, language in product(GROUNDS, LANGUAGES):
                _prefer(page, address, theme=ground, language=language)
                page.goto(address + path)
                for size, (width, height) in SIZES.items():
                    page.set_viewport_size({"width": width, "height": height})
                    page.screenshot(path=Path(folder, f"{name}-{ground}-{size}-{language}.png"))
            page.context.close()
        browser.close()


def _signed_in(browser: Browser, address: str, person: str, password: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(f"{address}/sign-in")
    page.fill("#username", person)
    page.fill("#password", password)
    page.click("button.main")
    return page


def _prefer(page: Page, address: str, **chosen: Any) -> None:
    """Choose as the buttons of the bar do, which may be folded away."""
    word = page.locator('.top input[name="form_word"]').first.input_value()
    page.request.post(
        f"{address}/me/preferences",
        form={"form_word": word, **chosen},
        headers={"Sec-Fetch-Site": "same-origin"},
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
