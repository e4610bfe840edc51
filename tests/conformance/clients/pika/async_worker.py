"""Works on the asynchronous adapter, two tasks at a time, until it is cancelled: URL QUEUE"""
import sys

import pika


def on_connected(connection):
    connection.channel(on_open_callback=on_channel)


def on_channel(channel):
    channel.add_on_cancel_callback(lambda frame: on_cancelled(channel))
    channel.basic_qos(
        prefetch_count=2,
        callback=lambda frame: channel.basic_consume(
            sys.argv[2],
            on_message_callback=on_task,
            callback=lambda frame: print("waiting", flush=True),
        ),
    )


def on_task(channel, method, properties, body):
    print(body.decode(), flush=True)
    channel.connection.ioloop.call_later(
        0.1, lambda: channel.basic_ack(delivery_tag=method.delivery_tag)
    )


def on_cancelled(channel):
    print("cancelled", flush=True)
    channel.connection.close()


connection = pika.SelectConnection(
    pika.URLParameters(sys.argv[1]),
    on_open_callback=on_connected,
    on_open_error_callback=lambda connection, error: sys.exit(repr(error)),
    on_close_callback=lambda connection, reason: connection.ioloop.stop(),
)
connection.ioloop.start()
print("closed", flush=True)
