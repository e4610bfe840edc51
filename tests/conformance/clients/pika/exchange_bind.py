"""Binds an exchange to another, and what comes through to a queue: URL NAME"""
import sys

import pika

connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
near, far = sys.argv[2] + "-near", sys.argv[2] + "-far"
channel.exchange_declare(near, exchange_type="topic", auto_delete=True)
channel.exchange_declare(far, exchange_type="fanout", auto_delete=True)
queue = channel.queue_declare("", exclusive=True).method.queue
channel.queue_bind(queue, far)


def publish():
    for key in ["kern.info", "cron.info", "kern.critical"]:
        channel.basic_publish(exchange=near, routing_key=key, body=key)


def show(what):
    texts = []
    for method, _, body in channel.consume(queue, auto_ack=True, inactivity_timeout=0.2):
        if method is None:
            break
        texts.append(body.decode())
    channel.cancel()
    print("%s: %s" % (what, " ".join(texts)))


channel.exchange_bind(destination=far, source=near, routing_key="kern.*")
channel.exchange_bind(destination=far, source=near, routing_key="#.info")
publish()
show("bound twice")
channel.exchange_unbind(destination=far, source=near, routing_key="kern.*")
publish()
show("bound once")
connection.close()
