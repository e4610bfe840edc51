"""Publishes with confirms on the asynchronous adapter: URL QUEUE AT_ONCE TEXT...

At most AT_ONCE messages are out unconfirmed: it sends the next when all of them are confirmed.
"""
import sys

import pika

url, queue, at_once, *texts = sys.argv[1:]
unsent = list(texts)
unconfirmed = set()
sent = 0


def on_connected(connection):
    connection.channel(on_open_callback=on_channel)


def on_channel(channel):
    channel.confirm_delivery(
        ack_nack_callback=lambda frame: on_confirm(channel, frame.method),
        callback=lambda frame: publish(channel),
    )


def publish(channel):
    global sent
    batch = [unsent.pop(0) for _ in range(min(int(at_once), len(unsent)))]
    for text in batch:
        sent += 1
        unconfirmed.add(sent)
        channel.basic_publish(exchange="", routing_key=queue, body=text)


def on_confirm(channel, method):
    if not isinstance(method, pika.spec.Basic.Ack):
        sys.exit("nacked: %d" % method.delivery_tag)
    if method.multiple:
        unconfirmed.difference_update(range(1, method.delivery_tag + 1))
    else:
        unconfirmed.remove(method.delivery_tag)
    if unconfirmed:
        return
    if unsent:
        publish(channel)
    else:
        channel.connection.close()


connection = pika.SelectConnection(
    pika.URLParameters(url),
    on_open_callback=on_connected,
    on_open_error_callback=lambda connection, error: sys.exit(repr(error)),
    on_close_callback=lambda connection, reason: connection.ioloop.stop(),
)
connection.ioloop.start()
