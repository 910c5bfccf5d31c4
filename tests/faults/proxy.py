"""A wire that can be bad: delays, cuts, swallows, or loses the answer to one sentence."""

import socket
import threading
import time
from contextlib import suppress


class Proxy:
    """Forwards 127.0.0.1:`port` to a server; the attributes may change while it runs."""

    def __init__(self, target: str | tuple[str, int]) -> None:
        self.target = target  # a path is a Unix socket
        self.delay_seconds = 0.0
        self.swallows = False  # accepts and reads, and nobody ever answers
        self.refuses = False
        self.lose_answer_to = b""  # once the server has got this, its answer is lost
        self.answers_lost = 0
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Cut every connection."""
        with self._lock:
            cut, self._connections = self._connections, set()
        for one in cut:
            _close(one)

    def close(self) -> None:
        """End the proxy."""
        _close(self._listener)
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _peer = self._listener.accept()
            except OSError:
                return
            if self.refuses:
                client.close()
            else:
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            server = self._connect()
        except OSError:
            client.close()
            return
        with self._lock:
            self._connections |= {client, server}
        threading.Thread(target=self._pump, args=(client, server, True), daemon=True).start()
        self._pump(server, client, False)

    def _connect(self) -> socket.socket:
        if isinstance(self.target, tuple):
            return socket.create_connection(self.target, timeout=None)
        server = socket.socket(socket.AF_UNIX)
        try:
            server.connect(self.target)
        except OSError:
            server.close()
            raise
        return server

    def _pump(self, source: socket.socket, sink: socket.socket, is_request: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                time.sleep(self.delay_seconds)
                if self.swallows:
                    continue
                phrase = self.lose_answer_to if is_request else b""
                if phrase and phrase in data:
                    self.lose_answer_to = b""
                    # The answer's way is cut first, so that it cannot slip through.
                    source.shutdown(socket.SHUT_RDWR)
                    sink.sendall(data)
                    time.sleep(0.3)  # the server acts on it
                    self.answers_lost += 1
                    break
                sink.sendall(data)
        _close(source)
        _close(sink)
        with self._lock:
            self._connections -= {source, sink}


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
