"""A process that was told to stop hears it, whichever of its threads the system tells."""

import subprocess
import sys

# The main thread waits; another one is handed the signal, as the system may do of its own accord.
_TOLD_ANOTHER_THREAD = """
import signal, threading, time
from bot.platform.operating.ending import told_to_stop, wait_until_told

told = told_to_stop()

def hear() -> None:
    time.sleep(0.3)  # by then the main thread waits
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
    time.sleep(60)

threading.Thread(target=hear, daemon=True).start()
wait_until_told(told)
print("stopped")
"""


def test_a_signal_that_another_thread_was_handed_is_heard() -> None:
    said = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _TOLD_ANOTHER_THREAD], capture_output=True, text=True, timeout=30, check=True
    )
    assert said.stdout == "stopped\n"
