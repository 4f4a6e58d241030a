"""A wire between two ends that can go silent without being cut, as a network does."""

import contextlib
import socket
import threading


class QuietWire:
    """Passes everything on from ``port`` to ``target``, except on connections that were silenced."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._silenced: set[socket.socket] = set()
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def go_silent(self) -> None:
        """From now on nothing comes through on the connections there are; new ones work."""
        self._silenced |= self._open

    def close(self) -> None:
        for end in (self._listening, *self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                self._open |= {near, far}
                for here, there in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=[here, there], daemon=True).start()

    def _pass_on(self, here: socket.socket, there: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := here.recv(65536):
                if here not in self._silenced:
                    there.sendall(data)
            if here not in self._silenced:
                there.shutdown(socket.SHUT_WR)
