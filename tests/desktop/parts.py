"""The programs that a session is made of: started in its surroundings, heard, and ended with it."""

import os
import signal
import subprocess
from pathlib import Path

READY_S = 30.0
DIES_WITH_US = ("setpriv", "--pdeathsig", "TERM", "--")
"""So that nothing is left over when the tests are killed; it becomes the program, with the same process id."""
PROJECT = Path(__file__).parent.parent.parent


class Parts:
    """What runs under `folder`, with `environment` for its environment."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self.environment = folder, environment
        self._parts: list[tuple[str, subprocess.Popen[bytes]]] = []

    def start(
        self,
        program: str,
        *arguments: str,
        stdin: int = subprocess.DEVNULL,
        heard: bool = False,
        pass_fds: tuple[int, ...] = (),
    ) -> subprocess.Popen[bytes]:
        """Start a program in the session; it ends with the session, and `log` tells what it printed.

        `heard`: of a program of GTK a reader hears, too.
        """
        environment = {key: value for key, value in self.environment.items() if not heard or key != "NO_AT_BRIDGE"}
        with self._log_file(program).open("ab") as log:
            process = subprocess.Popen(
                [*DIES_WITH_US, program, *arguments],
                env=environment,
                cwd=PROJECT,
                stdin=stdin,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self._parts.append((program, process))
        return process

    def start_telling(self, program: str, option: str, *arguments: str) -> tuple[str, subprocess.Popen[bytes]]:
        """Start a server that tells where it is found, once it takes callers; `option` wants the pipe's number last."""
        read, write = os.pipe()
        process = self.start(program, *arguments, *f"{option}{write}".split(), pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as pipe:
            place = pipe.readline().strip()  # ends with the server, if it cannot start
        assert place, f"{program} did not start: {self.log(program)}"
        return place, process

    def _log_file(self, program: str) -> Path:
        return self.folder / f"{Path(program).name}.log"

    def log(self, program: str) -> str:
        """Tell what the program printed."""
        return self._log_file(program).read_text(encoding="utf-8", errors="replace")

    def _end_all(self) -> None:
        for _, process in reversed(self._parts):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()

    def _told(self, *command: str) -> str:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout
