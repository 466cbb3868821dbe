"""picows talks to an echo: what comes back is printed."""

import asyncio

from picows import WSCloseCode, WSListener, WSMsgType, ws_connect

from client import run


class Listener(WSListener):
    def __init__(self):
        self.frames = asyncio.Queue()

    def on_ws_frame(self, transport, frame):
        self.frames.put_nowait((frame.msg_type, frame.get_payload_as_bytes()))
        if frame.msg_type == WSMsgType.CLOSE:
            self.frames.put_nowait(int(frame.get_close_code()))
            transport.disconnect()


async def main(url):
    transport, listener = await ws_connect(Listener, url, websocket_handshake_timeout=50)

    async def echo(kind, payload):
        transport.send(kind, payload)
        return await listener.frames.get()

    large = bytes(range(256)) * 1024
    text = await echo(WSMsgType.TEXT, "你好".encode())
    binary = await echo(WSMsgType.BINARY, large)
    transport.send_ping(b"are you there")
    pong = await listener.frames.get()
    transport.send_close(WSCloseCode.GOING_AWAY, b"done")
    close = await listener.frames.get()
    code = await listener.frames.get()
    await transport.wait_disconnected()
    return {
        "text": text[1].decode(),
        "binaryIsSame": binary == (WSMsgType.BINARY, large),
        "pong": pong[1].decode() if pong[0] == WSMsgType.PONG else str(pong),
        "code": code if close[0] == WSMsgType.CLOSE else str(close),
    }


run(main)
