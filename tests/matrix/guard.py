"""Runs a command for as long as somebody holds this program's standard input open, whatever becomes of them.

    guard.py FOLDER -- COMMAND…

At the end of the input it ends the command, also when the tests that started it were killed or stopped with Ctrl-C. Then
it removes FOLDER, unless the last line of the input was `keep`.
"""

import shutil
import signal
import subprocess
import sys
import threading

PATIENCE = 10  # seconds for an orderly end


def main():
    folder, command = sys.argv[1], sys.argv[3:]
    # Ctrl-C reaches everybody in the foreground; whoever started us decides by letting go of our input.
    for name in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    print(child.pid, flush=True)
    threading.Thread(target=follow, args=(child,), daemon=True).start()
    words = sys.stdin.read().split()
    if "kill" in words:
        child.kill()
    child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if "keep" not in words:
        shutil.rmtree(folder, ignore_errors=True)


def follow(child):
    """Says on standard output that the command has ended by itself, so that nobody waits for it."""
    child.wait()
    try:
        print("ended", child.returncode, flush=True)
    except OSError:
        pass


main()
