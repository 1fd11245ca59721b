"""Take the pictures of packaging/bars.md: the program's line in i3bar, polybar and Waybar, each in its own program.

`python packaging/bar_pictures.py [NAME…]`, with nothing but what Debian has: i3, polybar and imagemagick on Xvfb, sway,
waybar and grim on sway's own screenless output. Four apps are watched at addresses of this machine; then one of them
ends, and the picture is taken when the bar says so. Each takes some two minutes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TARGET = PROJECT / "resources" / "screenshots"
APPS = {"Discord": 8101, "WhatsApp": 8102, "YouTube": 8103, "BCA": 8104}
DOWN = 8101
ANCHORS = 8100
PATIENCE_S = 300
SETTLE_S = 25
"""Every app has answered by then; one that never did cannot be told as down."""
WIDE, HIGH = 900, 26
NOBODY = 65534

SERVICE = """format = 1
id = "{id}"
name = "{name}"
owner = "{name} Inc."
category = "social"
[[component]]
id = "web"
target = [{{ kind = "http", url = "http://127.9.0.1:{port}/" }}]
"""
SETTINGS = """version = 1
language = "en"
first_run_done = true
proxy = "none"
probe_interval_s = 10.0
anchors = ["http://localhost:{anchors}/", "127.1.0.1:{anchors}", "127.2.0.1:{anchors}"]
"""
I3 = """# i3 config file (v4)
font pango:DejaVu Sans 10
bar {{
    position top
    status_command {command}
    workspace_buttons no
}}
"""
POLYBAR = """[bar/top]
width = 100%
height = 26
override-redirect = true
background = #222
foreground = #ddd
font-0 = DejaVu Sans:size=10;2
modules-left = outages
[module/outages]
type = custom/script
exec = {command}
tail = true
"""
WAYBAR = """{{"layer": "top", "height": 26, "modules-left": ["custom/outages"],
"custom/outages": {{"exec": "{command}", "return-type": "json", "restart-interval": 60}}}}"""
WAYBAR_STYLE = """* {{ font-family: "DejaVu Sans"; font-size: 13px; }}
window#waybar {{ background: #222; color: #ddd; }}
#custom-outages.outage {{ background: #a02020; color: #fff; padding: 0 8px; }}"""
SWAY = "output HEADLESS-1 resolution {wide}x200\n"


def settings(folder: Path) -> None:
    """Write what is watched into a folder."""
    (folder / "services").mkdir(parents=True)
    text = SETTINGS.format(anchors=ANCHORS)
    for name, port in APPS.items():
        (folder / "services" / f"bar-{name.lower()}.toml").write_text(
            SERVICE.format(id=f"bar-{name.lower()}", name=name, port=port)
        )
        text += f'[[watched]]\nid = "bar-{name.lower()}"\n'
    (folder / "settings.toml").write_text(text)


@contextmanager
def running(*command: str, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program until the end of the block."""
    process = subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def wait_for(is_so: Callable[[], bool], what: str) -> None:
    """Wait."""
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        if time.monotonic() > end:
            sys.exit(f"not seen: {what}")
        time.sleep(0.5)


def command_of(folder: Path, format_: str) -> str:
    """Write the program's line down as a script, which also keeps what it prints."""
    script = folder / "line"
    own = f"--config-dir {folder}/config --data-dir {folder}/data"
    script.write_text(
        f"#!/bin/sh\ncd {PROJECT}\nexec {sys.executable} -um notifier {own} watch --format {format_} | "
        f"tee -a {folder}/printed\n"
    )
    script.chmod(0o755)
    return str(script)


def x11(stack: ExitStack, display: str, *command: str) -> Callable[[Path], None]:
    """Start an X server and a program on it; give what takes the picture."""
    stack.enter_context(running("Xvfb", display, "-screen", "0", f"{WIDE}x200x24", "-nolisten", "tcp"))
    wait_for(lambda: Path(f"/tmp/.X11-unix/X{display[1:]}").exists(), "the X server")
    stack.enter_context(running(*command, DISPLAY=display))
    crop = f"{WIDE}x{HIGH}+0+0"
    return lambda to: _run("import", "-display", display, "-window", "root", "-crop", crop, "+repage", str(to))


def i3bar(stack: ExitStack, folder: Path) -> Callable[[Path], None]:
    """The bar of i3."""
    (folder / "i3").write_text(I3.format(command=command_of(folder, "i3bar")))
    return x11(stack, ":91", "i3", "-c", str(folder / "i3"))


def polybar(stack: ExitStack, folder: Path) -> Callable[[Path], None]:
    """Polybar."""
    (folder / "polybar").write_text(POLYBAR.format(command=command_of(folder, "polybar")))
    return x11(stack, ":92", "polybar", "-c", str(folder / "polybar"), "top")


def waybar(stack: ExitStack, folder: Path) -> Callable[[Path], None]:
    """Waybar, in a sway without a screen."""
    place = folder / "waybar"
    place.mkdir()
    (place / "config").write_text(WAYBAR.format(command=command_of(folder, "waybar")))
    (place / "style.css").write_text(WAYBAR_STYLE.format())
    (place / "sway").write_text(SWAY.format(wide=WIDE))
    runtime = {"XDG_RUNTIME_DIR": str(place), "WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman"}
    runtime |= {"WLR_LIBINPUT_NO_DEVICES": "1"}
    place.chmod(0o700)
    alone: tuple[str, ...] = ()
    if os.geteuid() == 0:  # sway refuses to be root
        alone = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
        os.chown(place, NOBODY, NOBODY)
        folder.chmod(0o755)
    stack.enter_context(running(*alone, "sway", "-c", str(place / "sway"), **runtime))
    wait_for(lambda: any(place.glob("wayland-?")), "sway")
    display = next(place.glob("wayland-?")).name
    there = {"XDG_RUNTIME_DIR": str(place), "WAYLAND_DISPLAY": display}
    bar = ("waybar", "-c", str(place / "config"), "-s", str(place / "style.css"))
    stack.enter_context(running("dbus-run-session", "--", *bar, **there))
    return lambda to: _run("grim", "-g", f"0,0 {WIDE}x{HIGH}", str(to), **there)


def _run(*command: str, **environment: str) -> None:
    subprocess.run(command, env=os.environ | environment, check=True)


BARS = {"i3bar": i3bar, "polybar": polybar, "waybar": waybar}
NEEDED = {
    "i3bar": ("i3", "Xvfb", "import"),
    "polybar": ("polybar", "Xvfb", "import"),
    "waybar": ("sway", "waybar", "grim"),
}


def take(name: str) -> None:
    """Take one picture."""
    if missing := [each for each in NEEDED[name] if shutil.which(each) is None]:
        sys.exit(f"{name} needs {', '.join(missing)}")
    with tempfile.TemporaryDirectory(prefix="bar-") as place, ExitStack() as stack:
        folder = Path(place)
        settings(folder / "config")
        servers = {
            port: stack.enter_context(running(sys.executable, "-m", "http.server", "--bind", "0.0.0.0", str(port)))
            for port in (ANCHORS, *APPS.values())
        }
        picture = BARS[name](stack, folder)
        printed = folder / "printed"
        wait_for(lambda: printed.exists() and "✔" in printed.read_text(), "a line that all is well")
        time.sleep(SETTLE_S)
        servers[DOWN].terminate()
        wait_for(lambda: "✖" in printed.read_text(), "a line that one is down")
        time.sleep(2)  # the bar draws it
        picture(TARGET / f"bar-{name}.png")


if __name__ == "__main__":
    for each in sys.argv[1:] or BARS:
        take(each)
