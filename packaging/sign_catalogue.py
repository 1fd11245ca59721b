"""For who keeps the catalogue: makes a bundle of the shipped services and signs it with minisign.

    python packaging/sign_catalogue.py SECRET_KEY PUBLIC_KEY OUTPUT [--serial N]

`minisign -G` makes the two keys; the secret one asks for its password and never leaves the tool. OUTPUT and
OUTPUT.minisig are what `outage-notifier catalogue update` takes. The serial (by default the day and 00, as 2026013100)
is also written beside the shipped catalogue, so that a release is never overtaken by an update that is older than it.
What was made is checked as users' programs will check it. Exit status: 0 fine, 1 not.
"""

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from notifier.catalogue.bundle import FORMAT, Bundle, read_bundle, write_bundle  # noqa: E402 the folder comes first
from notifier.catalogue.minisign import public_key, verify  # noqa: E402
from notifier.core.failure import UserError  # noqa: E402

CATALOGUE = ROOT / "resources" / "catalogue"


def bundle_of(folder: Path, serial: int) -> Bundle:
    """Make a bundle of all services in a folder."""
    services = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.toml"))}
    return Bundle(FORMAT, serial, datetime.now(UTC).date(), services)


def signed(file: Path, secret: Path, serial: int) -> None:
    """Sign a file with minisign; it asks for the key's password itself."""
    command = ["minisign", "-S", "-H", "-s", str(secret), "-m", str(file), "-t", f"catalogue {serial}"]
    subprocess.run(command, check=True)


def main() -> int:
    """Make, sign and check."""
    today = int(datetime.now(UTC).strftime("%Y%m%d00"))
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    arguments.add_argument("secret_key", type=Path)
    arguments.add_argument("public_key", type=Path)
    arguments.add_argument("output", type=Path)
    arguments.add_argument("--serial", type=int, default=today)
    arguments.add_argument("--catalogue", type=Path, default=CATALOGUE)
    wish = arguments.parse_args()
    try:
        data = write_bundle(bundle_of(wish.catalogue, wish.serial))
        bundle = read_bundle(data)
        wish.output.write_bytes(data)
        signed(wish.output, wish.secret_key, wish.serial)
        signature = Path(f"{wish.output}.minisig").read_bytes()
        verify(data, signature, public_key(wish.public_key.read_text("utf-8")))
    except (UserError, OSError, subprocess.CalledProcessError) as error:
        print(f"sign_catalogue: {error}", file=sys.stderr)
        return 1
    (wish.catalogue / "lists").mkdir(exist_ok=True)
    (wish.catalogue / "lists" / "serial").write_text(f"{wish.serial}\n", "ascii")
    (wish.catalogue / "lists" / "day").write_text(f"{bundle.made}\n", "ascii")
    print(f"{wish.output}: serial {wish.serial}, {len(bundle.services)} services, {len(data) // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
